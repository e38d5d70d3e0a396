package dev.cloze.task;

import dev.cloze.data.Example;
import dev.cloze.template.Piece;
import dev.cloze.template.Template;

/** The example that has nothing to say: all texts that a template names, empty. */
public final class EmptyExample {
  private EmptyExample() {}

  /** The example for a template. */
  public static Example of(Template template) {
    Example example = Example.of("").withId("empty");
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Placeholder placeholder) {
        example = example.withField(placeholder.field(), "");
      } else if (piece instanceof Piece.Meta meta) {
        example = example.withMeta(meta.key(), "");
      }
    }
    return example;
  }
}
