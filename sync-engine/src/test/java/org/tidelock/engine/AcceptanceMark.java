package org.tidelock.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An [Acceptance] as it stands in a source file. Sources are read, and not classes, as the marks of all modules are needed, and none of these has the tests
/// of all others on its class path.
///
/// @param needs a system, or empty
record AcceptanceMark(List<Integer> rows, String needs, String test, boolean heavy) {
  private static final Pattern MARK = Pattern.compile("@Acceptance\\s*\\(([^)]*)\\)");
  private static final Pattern NEEDS = Pattern.compile("needs\\s*=\\s*\"([^\"]+)\"");
  private static final Pattern METHOD =
      Pattern.compile(
          "(?m)^ *(?:(?:public|private|static|final) )*(?:void|Stream<DynamicTest>) (\\w+)\\(");
  private static final Pattern TEST =
      Pattern.compile("@(Test|ParameterizedTest|TestFactory|RepeatedTest)\\b");

  /// All of a file.
  ///
  /// @throws AssertionError if one stands at what is no test
  static List<AcceptanceMark> in(String className, String source) {
    List<AcceptanceMark> marks = new ArrayList<>();
    Matcher mark = MARK.matcher(source);
    while (mark.find()) {
      Matcher method = METHOD.matcher(source);
      String head = method.find(mark.end()) ? head(source, mark.start(), method.start()) : "";
      if (!TEST.matcher(head).find())
        throw new AssertionError(className + " marks what is no test: " + mark.group());
      Matcher needs = NEEDS.matcher(mark.group(1));
      marks.add(
          new AcceptanceMark(
              rows(NEEDS.matcher(mark.group(1)).replaceAll("")),
              needs.find() ? needs.group(1) : "",
              className + "#" + method.group(1),
              head.contains("@Tag(\"heavy\")")));
    }
    return marks;
  }

  private static List<Integer> rows(String text) {
    return Arrays.stream(text.split("[^0-9]+"))
        .filter(number -> !number.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }

  /// The annotations of a method, of which one is at `mark`: all since the end of what is before.
  private static String head(String source, int mark, int method) {
    int begin = Math.max(source.lastIndexOf("\n\n", mark), source.lastIndexOf("{\n", mark));
    return source.substring(Math.max(0, begin), method);
  }
}
