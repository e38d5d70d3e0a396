package dev.cloze.weights;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of dotted names: {@code *} stands for what holds no dot, {@code **} for anything.
 *
 * @param regex the same as a regular expression, over whole names
 */
record NamePattern(Pattern regex) {
  private static final Pattern STARS = Pattern.compile("\\*\\*|\\*");

  static NamePattern of(String pattern) {
    StringBuilder regex = new StringBuilder();
    Matcher stars = STARS.matcher(pattern);
    int end = 0;
    while (stars.find()) {
      regex.append(Pattern.quote(pattern.substring(end, stars.start())));
      regex.append(stars.group().length() == 2 ? ".*" : "[^.]*");
      end = stars.end();
    }
    regex.append(Pattern.quote(pattern.substring(end)));
    return new NamePattern(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  boolean matches(String name) {
    return regex.matcher(name).matches();
  }
}
