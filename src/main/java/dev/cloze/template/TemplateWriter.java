package dev.cloze.template;

import java.util.ArrayList;
import java.util.List;

/** Writes pieces as a template that reads as the same pieces. */
final class TemplateWriter {
  private static final String SPACE = " ";

  private final StringBuilder written = new StringBuilder();
  private boolean afterLiteral;

  private TemplateWriter() {}

  static String write(List<Piece> pieces) {
    TemplateWriter writer = new TemplateWriter();
    pieces.forEach(writer::add);
    return writer.written.toString();
  }

  private void add(Piece piece) {
    if (piece.prefix().equals(SPACE)) {
      written.append(SPACE);
    }
    boolean literal = !afterLiteral && piece instanceof Piece.Text text && isLiteral(text);
    written.append(literal ? ((Piece.Text) piece).text() : item(piece));
    afterLiteral = literal;
  }

  private static boolean isLiteral(Piece.Text piece) {
    String text = piece.text();
    return piece.frame().content().isEmpty()
        && (piece.prefix().isEmpty() || piece.prefix().equals(SPACE))
        && !text.isEmpty()
        && !text.startsWith(SPACE)
        && !text.endsWith(SPACE)
        && text.indexOf('{') < 0
        && text.indexOf('}') < 0
        && !OldTags.in(text).find();
  }

  private static String item(Piece piece) {
    List<String> entries = new ArrayList<>();
    piece
        .content()
        .forEach((key, value) -> entries.add(Quoting.quoted(key) + ": " + python(value)));
    piece.postProcessing().ifPresent(it -> entries.add(entry(Key.POST_PROCESSING, it.written())));
    piece
        .frame()
        .content()
        .forEach((key, value) -> entries.add(Quoting.quoted(key) + ": " + python(value)));
    if (!piece.prefix().isEmpty() && !piece.prefix().equals(SPACE)) {
      entries.add(entry(Key.ADD_PREFIX_SPACE, Quoting.quoted(piece.prefix())));
    }
    boolean bare = entries.size() == 1 && piece.content().containsValue(null);
    return bare
        ? "{" + Quoting.quoted(piece.content().keySet().iterator().next()) + "}"
        : "{" + String.join(", ", entries) + "}";
  }

  private static String entry(Key key, String value) {
    return Quoting.quoted(key.symbol()) + ": " + value;
  }

  private static String python(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    return value instanceof String text ? Quoting.quoted(text) : value.toString();
  }
}
