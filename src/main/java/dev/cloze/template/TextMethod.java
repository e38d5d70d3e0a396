package dev.cloze.template;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The methods of Python's strings that a lambda may call; the names are in lower case. */
enum TextMethod {
  STRIP(0, 1) {
    @Override
    String call(String text, List<String> arguments) {
      return RSTRIP.call(LSTRIP.call(text, arguments), arguments);
    }
  },
  LSTRIP(0, 1) {
    @Override
    String call(String text, List<String> arguments) {
      return PythonText.stripStart(text, arguments.isEmpty() ? null : arguments.get(0));
    }
  },
  RSTRIP(0, 1) {
    @Override
    String call(String text, List<String> arguments) {
      return PythonText.stripEnd(text, arguments.isEmpty() ? null : arguments.get(0));
    }
  },
  LOWER(0, 0) {
    @Override
    String call(String text, List<String> arguments) {
      return PythonText.lower(text);
    }
  },
  UPPER(0, 0) {
    @Override
    String call(String text, List<String> arguments) {
      return PythonText.upper(text);
    }
  },
  CAPITALIZE(0, 0) {
    @Override
    String call(String text, List<String> arguments) {
      return PythonText.capitalize(text);
    }
  },
  TITLE(0, 0) {
    @Override
    String call(String text, List<String> arguments) {
      return PythonText.title(text);
    }
  },
  REPLACE(2, 2) {
    @Override
    String call(String text, List<String> arguments) {
      return PythonText.replace(text, arguments.get(0), arguments.get(1));
    }
  },
  REMOVEPREFIX(1, 1) {
    @Override
    String call(String text, List<String> arguments) {
      String prefix = arguments.get(0);
      return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
  },
  REMOVESUFFIX(1, 1) {
    @Override
    String call(String text, List<String> arguments) {
      String suffix = arguments.get(0);
      return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }
  };

  private final int fewest;
  private final int most;

  TextMethod(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  abstract String call(String text, List<String> arguments);

  boolean takes(int arguments) {
    return fewest <= arguments && arguments <= most;
  }

  /** How many arguments the method takes, in words. */
  String arity() {
    return fewest == most ? count(most) : fewest + " or " + count(most);
  }

  static String count(int arguments) {
    String number = arguments == 0 ? "no" : Integer.toString(arguments);
    return number + (arguments == 1 ? " argument" : " arguments");
  }

  String symbol() {
    return Ascii.toLowerCase(name());
  }

  static Optional<TextMethod> of(String symbol) {
    return Arrays.stream(values()).filter(value -> value.symbol().equals(symbol)).findFirst();
  }

  static ImmutableList<String> symbols() {
    return Arrays.stream(values()).map(TextMethod::symbol).collect(ImmutableList.toImmutableList());
  }
}
