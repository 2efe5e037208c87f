package org.tidelock.app.diagnostics;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What this program itself is made of, read from its classes: which ones there are, their methods, and the texts that are written in them. A name that only a
/// person has given is none of it.
final class ProgramText {
  private static final Pattern CLASS = Pattern.compile("[\\w$]+(\\.[\\w$]+)+");

  private final Map<String, Optional<ClassModel>> read = new HashMap<>();

  /// Whether there is such a class, of this program, its libraries or Java.
  boolean hasClass(String name) {
    return model(name).isPresent();
  }

  boolean hasMethod(String className, String method) {
    return model(className)
        .filter(m -> m.methods().stream().anyMatch(one -> one.methodName().equalsString(method)))
        .isPresent();
  }

  /// The texts in a class and those that are nested in it.
  Set<String> texts(String className) {
    Set<String> texts = new HashSet<>();
    model(className).ifPresent(m -> collect(m, texts));
    return texts;
  }

  private void collect(ClassModel model, Set<String> texts) {
    for (PoolEntry entry : model.constantPool())
      if (entry instanceof StringEntry text) texts.add(text.stringValue());
    model
        .findAttribute(Attributes.nestMembers())
        .ifPresent(
            nested ->
                nested
                    .nestMembers()
                    .forEach(
                        member ->
                            model(member.asInternalName().replace('/', '.'))
                                .ifPresent(m -> collect(m, texts))));
  }

  private Optional<ClassModel> model(String name) {
    if (!CLASS.matcher(name).matches()) return Optional.empty();
    return read.computeIfAbsent(name, ProgramText::load);
  }

  private static Optional<ClassModel> load(String name) {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = ClassLoader.getSystemResourceAsStream(resource)) {
      if (in == null) return Optional.empty();
      return Optional.of(ClassFile.of().parse(in.readAllBytes()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // then nothing is known of it
    }
  }
}
