package dev.cloze.template;

import dev.cloze.base.ClozeException;
import org.antlr.v4.runtime.Token;

/** Reads the escapes of text in quotes. */
final class Escapes {
  private static final String KNOWN =
      "\\\" \\' \\\\ \\/ \\b \\f \\n \\r \\t \\xHH \\uHHHH \\UHHHHHHHH";

  private final Source source;

  Escapes(Source source) {
    this.source = source;
  }

  /** The text that a token in quotes stands for. */
  String read(Token token) {
    String quoted = token.getText();
    StringBuilder text = new StringBuilder();
    int end = quoted.length() - 1;
    int index = 1;
    while (index < end) {
      char c = quoted.charAt(index);
      if (c != '\\') {
        text.append(c);
        index++;
        continue;
      }
      int digits = hexDigits(quoted.charAt(index + 1));
      if (digits == 0) {
        text.append(simple(token, index, quoted.charAt(index + 1)));
      } else {
        text.appendCodePoint(hex(token, index, digits, end));
      }
      index += 2 + digits;
    }
    if (Quoting.halfPair(text.toString()) >= 0) {
      throw new ClozeException(
          TemplateError.QUOTED_TEXT,
          "%s: found half of a surrogate pair; write both halves, as in \\ud83d\\ude00",
          source.at(token));
    }
    return text.toString();
  }

  private static int hexDigits(char letter) {
    return switch (letter) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      default -> 0;
    };
  }

  private char simple(Token token, int index, char letter) {
    return switch (letter) {
      case '"', '\'', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> throw unknown(token, index, 2);
    };
  }

  private int hex(Token token, int index, int digits, int end) {
    int from = index + 2;
    String hex = token.getText().substring(from, Math.min(from + digits, end));
    if (!hex.matches("[0-9A-Fa-f]{" + digits + "}")
        || !Character.isValidCodePoint(Integer.parseUnsignedInt(hex, 16))) {
      throw unknown(token, index, 2 + hex.length());
    }
    return Integer.parseUnsignedInt(hex, 16);
  }

  private ClozeException unknown(Token token, int index, int length) {
    String found = token.getText();
    int end = found.offsetByCodePoints(index, found.codePointCount(index, index + length));
    return new ClozeException(
        TemplateError.QUOTED_TEXT,
        "%s: found the escape %s; known: %s",
        source.at(source.index(token) + index),
        Quoting.shortened(found.substring(index, end)),
        KNOWN);
  }
}
