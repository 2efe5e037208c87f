package org.tidelock.app.ui.settings;

/// From what a person means to a line as in a `.gitignore` file.
enum RuleText {
  /// Files and folders whose names end like this.
  ENDING {
    @Override
    String pattern(String typed) {
      return "*" + escaped(typed.startsWith("*") ? typed.substring(1) : typed);
    }
  },
  /// Files and folders of this name.
  NAME {
    @Override
    String pattern(String typed) {
      return escaped(typed);
    }
  },
  /// Folders of this name, with all that is in them.
  FOLDER {
    @Override
    String pattern(String typed) {
      return escaped(typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed) + "/";
    }
  },
  /// As it is.
  PATTERN {
    @Override
    String pattern(String typed) {
      return typed;
    }
  };

  private static final String SPECIAL = "\\*?[";

  /// @param typed not blank
  abstract String pattern(String typed);

  /// What means itself and nothing else.
  private static String escaped(String name) {
    var text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean first = i == 0 && (c == '#' || c == '!');
      if (first || SPECIAL.indexOf(c) >= 0) {
        text.append('\\');
      }
      text.append(c);
    }
    return text.toString();
  }
}
