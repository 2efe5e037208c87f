package org.tidelock.engine.sim;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Set;

/// A rule that lies deep in the engine, made void as [Ablation]s are: in classes of its own the engine has one method more, of [MutantRules], which is called
/// instead of each one that keeps the rule.
enum Mutant {
  /// The copy that a conflict becomes has another id each time somebody works it out.
  FRESH_COPY_IDS("history.Nodes", "copyOf"),
  /// A move saves from a deletion what is below it in the merged tree, not what was when it was deleted.
  VOID_ON_MERGED_TREE("index.SqliteMergeState", "recordedParent", "deletion"),
  /// What is to be sent is not kept for the next process.
  NO_OUTBOX("index.OutboxTable", "entries"),
  /// Later does not mean higher: only the writers' ids order what was done.
  NO_LAMPORT("learn.Absorber", "lamport"),
  /// Later does not mean higher: the clocks of devices order what was done.
  WALL_CLOCK("learn.Absorber", "lamport"),
  /// Nobody is asked about many removals.
  NO_QUESTIONS("guard.MassRemoval", "is"),
  /// Whatever is in the folder's place is the folder, whether it is marked or not and even if it is empty.
  NO_ROOT_CHECK("profile.RootGuard", "check", "checkMark"),
  /// What the storage had before need not be there any more.
  NO_ROLLBACK_CHECK("learn.Learner$Run", "noRollback");

  private static final String OURS = "org.tidelock.";
  private static final ClassDesc RULES = ClassDesc.of(MutantRules.class.getName());

  private final String type;
  private final Set<String> methods;

  Mutant(String type, String... methods) {
    this.type = OURS + "engine." + type;
    this.methods = Set.of(methods);
  }

  /// Loads all of Tidelock anew, with this rule void as long as [MutantRules#on] is set.
  ClassLoader loader() {
    return new ClassLoader(Mutant.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
          Class<?> known = findLoadedClass(name);
          if (known != null) return known;
          byte[] bytes = bytes(name);
          return defineClass(name, bytes, 0, bytes.length);
        }
      }

      private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
          if (in == null) throw new ClassNotFoundException(name);
          byte[] bytes = in.readAllBytes();
          return name.equals(type) ? mutated(bytes) : bytes;
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    };
  }

  private byte[] mutated(byte[] bytes) {
    ClassFile file = ClassFile.of();
    ClassModel model = file.parse(bytes);
    if (model.methods().stream().filter(this::isMeant).count() != methods.size())
      throw new IllegalStateException("not one method each: " + methods + " in " + type);
    return file.transformClass(
        model,
        (builder, element) -> {
          if (!(element instanceof MethodModel m) || !isMeant(m)) {
            builder.with(element);
            return;
          }
          builder.withMethod(
              kept(m), m.methodTypeSymbol(), m.flags().flagsMask(), to -> m.forEach(to::with));
          builder.withMethod(
              m.methodName().stringValue(),
              m.methodTypeSymbol(),
              m.flags().flagsMask(),
              to ->
                  m.forEach(
                      each -> {
                        if (each instanceof CodeModel) to.withCode(code -> choose(code, m));
                        else to.with(each);
                      }));
        });
  }

  private boolean isMeant(MethodModel m) {
    return methods.contains(m.methodName().stringValue()) && !m.flags().has(AccessFlag.SYNTHETIC);
  }

  private static String kept(MethodModel m) {
    return m.methodName().stringValue() + "$kept";
  }

  private void choose(CodeBuilder code, MethodModel m) {
    MethodTypeDesc plain = m.methodTypeSymbol();
    boolean isStatic = m.flags().has(AccessFlag.STATIC);
    MethodTypeDesc instead =
        isStatic ? plain : plain.insertParameterTypes(0, ConstantDescs.CD_Object);
    ClassDesc self = ClassDesc.of(type);
    code.getstatic(RULES, "on", ConstantDescs.CD_boolean);
    code.ifThenElse(
        then -> {
          load(then, plain, isStatic);
          then.invokestatic(RULES, m.methodName().stringValue(), instead);
          then.return_(TypeKind.from(plain.returnType()));
        },
        otherwise -> {
          load(otherwise, plain, isStatic);
          if (isStatic) otherwise.invokestatic(self, kept(m), plain);
          else otherwise.invokevirtual(self, kept(m), plain);
          otherwise.return_(TypeKind.from(plain.returnType()));
        });
  }

  private static void load(CodeBuilder code, MethodTypeDesc type, boolean isStatic) {
    int slot = 0;
    if (!isStatic) code.aload(slot++);
    for (ClassDesc parameter : type.parameterList()) {
      TypeKind kind = TypeKind.from(parameter);
      code.loadLocal(kind, slot);
      slot += kind.slotSize();
    }
  }
}
