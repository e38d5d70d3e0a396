package dev.cloze.report;

/** Text from data, made fit to be shown. Markup is escaped where the page is rendered. */
final class PlainText {
  private static final int PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;
  private static final int REPLACEMENT = 0xFFFD;
  private static final int DELETE = 0x7F;

  private PlainText() {}

  /**
   * The text with a visible sign in place of each character that a page may not hold: a picture for
   * a control character, the replacement character for what is no character. Line feeds and tabs
   * stay.
   */
  static String shown(String text) {
    return text.replace("\r\n", "\n")
        .codePoints()
        .map(PlainText::sign)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The start of a text of more than {@code length} characters, cut between words if it can be. */
  static String start(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int space = text.lastIndexOf(' ', length);
    int end = space > length / 2 ? space : length;
    return text.substring(0, Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end) + "…";
  }

  private static int sign(int character) {
    if (character == '\n' || character == '\t') {
      return character;
    }
    if (character < ' ') {
      return PICTURES + character;
    }
    if (character == DELETE) {
      return PICTURE_OF_DELETE;
    }
    boolean none =
        Character.getType(character) == Character.SURROGATE
            || Character.isISOControl(character)
            || (character & 0xFFFE) == 0xFFFE;
    return none ? REPLACEMENT : character;
  }
}
