package dev.cloze.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;

/**
 * Reads the demonstrations that a row carries: a list of objects, each with its texts and facts
 * under the names that the row has for its own, and with its answer.
 */
record DemonstrationList(Layout layout, JsonRow row, String column) {
  private static final String ANSWER = "answer";

  /**
   * The demonstrations, none where the row has none.
   *
   * @param example the id of the example that carries them
   */
  ImmutableList<Demonstration> read(String example) {
    ImmutableList.Builder<Demonstration> demonstrations = ImmutableList.builder();
    int number = 0;
    for (JsonNode item : row.json(column).map(this::list).orElse(ImmutableList.of())) {
      number++;
      demonstrations.add(demonstration(item, number, example));
    }
    return demonstrations.build();
  }

  private Iterable<JsonNode> list(JsonNode value) {
    if (!value.isArray()) {
      throw new ClozeException(
          DataError.WRONG_DEMONSTRATIONS,
          "%s: the column '%s' holds %s; a list of demonstrations belongs there, each an object"
              + " with its texts and '%s'",
          row.place(),
          column,
          kind(value),
          ANSWER);
    }
    return value;
  }

  private Demonstration demonstration(JsonNode item, int number, String example) {
    String place = row.place() + ": demonstration " + number;
    if (!(item instanceof ObjectNode object)) {
      throw new ClozeException(
          DataError.WRONG_DEMONSTRATIONS,
          "%s is %s; an object with its texts and '%s' belongs there",
          place,
          kind(item),
          ANSWER);
    }
    JsonRow shown = new JsonRow(place, row.number(), object);
    if (layout.fields().containsKey(Example.TEXT_A)) {
      require(shown, layout.fields().get(Example.TEXT_A), "its text");
    }
    String answer = require(shown, ANSWER, "what stands in the place of the mask");
    // messages about a demonstration name the example that carries it
    String id = example + ", demonstration " + number;
    return new Demonstration(layout.unlabelled(shown, id), answer);
  }

  private static String require(JsonRow shown, String column, String what) {
    return shown
        .text(column)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                new ClozeException(
                    DataError.WRONG_DEMONSTRATIONS,
                    "%s: '%s' is missing or empty; %s belongs there; found: %s",
                    shown.place(),
                    column,
                    what,
                    shown.columns().isEmpty() ? "nothing" : ColumnNames.list(shown.columns())));
  }

  private static String kind(JsonNode value) {
    return value.isArray() ? "a list" : value.isObject() ? "an object" : "a single value";
  }
}
