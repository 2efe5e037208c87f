package org.tidelock.engine.effects;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Something real of which each call is told, before and after, to somebody who may fail it or do something in between.
final class Calls {
  interface Around {
    /// @param call the name of the method
    void before(String call, Object[] arguments) throws Exception;

    /// If the call did not fail.
    void after(String call, Object[] arguments) throws Exception;
  }

  private Calls() {}

  static <T> T of(Class<T> type, T real, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, given) -> {
              Object[] arguments = given == null ? new Object[0] : given;
              around.before(method.getName(), arguments);
              try {
                Object result = method.invoke(real, arguments);
                around.after(method.getName(), arguments);
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
