package dev.cloze.task;

import dev.cloze.data.Example;
import dev.cloze.template.Piece;
import dev.cloze.template.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * The example that has nothing to say: all texts that a template names, empty; those that a part is
 * copied from, and the part, are "N/A", which Zhao et al. (2021, section 5) take beside the empty
 * text.
 */
public final class EmptyExample {
  private static final String NOTHING_IN_PARTICULAR = "N/A";

  private EmptyExample() {}

  /** The example for a template. */
  public static Example of(Template template) {
    Example example = Example.of("").withId("empty");
    List<Piece.Entity> entities = new ArrayList<>();
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Value value) {
        String nothing = value.filling().list().isPresent() ? "[]" : "";
        if (value instanceof Piece.Placeholder placeholder) {
          example = example.withField(placeholder.field(), nothing);
        } else if (value instanceof Piece.Meta meta) {
          example = example.withMeta(meta.key(), nothing);
        } else if (value instanceof Piece.Entity entity) {
          entities.add(entity);
        }
      }
    }
    for (Piece.Entity entity : entities) {
      example =
          example
              .withField(entity.of().orElse(Example.TEXT_A), NOTHING_IN_PARTICULAR)
              .withField(entity.name(), NOTHING_IN_PARTICULAR);
    }
    return example;
  }
}
