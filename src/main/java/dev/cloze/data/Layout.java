package dev.cloze.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.cloze.base.ClozeException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which columns of a certain file hold what.
 *
 * @param fields columns by the name of the text
 * @param meta columns by the key of the fact
 * @param demonstrations the column of demonstrations, where the file's format can hold them
 */
record Layout(
    ImmutableMap<String, String> fields,
    ImmutableMap<String, String> meta,
    Optional<String> label,
    Optional<String> id,
    Optional<String> demonstrations) {

  /**
   * Finds the columns.
   *
   * @param first the first row, which has all columns that are to be used
   * @param labelled whether there must be a label
   */
  static Layout of(Columns columns, Row first, boolean labelled) {
    ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
    find("text_a", columns.textA(), UsualColumns.TEXT_A, columns, first)
        .ifPresent(column -> fields.put(Example.TEXT_A, column));
    find("text_b", columns.textB(), UsualColumns.TEXT_B, columns, first)
        .ifPresent(column -> fields.put(Example.TEXT_B, column));
    columns.fields().forEach((name, column) -> require("fields." + name, column, first));
    columns.meta().forEach((name, column) -> require("meta." + name, column, first));
    ImmutableMap<String, String> texts = fields.putAll(columns.fields()).buildOrThrow();
    if (texts.isEmpty()) {
      throw nothing(first, "text", "text_a", UsualColumns.TEXT_A);
    }
    // texts to be labelled may come in files of the same form that have no labels yet
    boolean noLabel = !labelled && columns.label().filter(first::has).isEmpty();
    Optional<String> label =
        noLabel && columns.label().isPresent()
            ? Optional.empty()
            : find("label", columns.label(), UsualColumns.LABEL, columns, first);
    if (labelled && label.isEmpty()) {
      throw nothing(first, "label", "label", UsualColumns.LABEL);
    }
    Optional<String> id = find("id", columns.id(), UsualColumns.ID, columns, first);
    return new Layout(texts, columns.meta(), label, id, demonstrations(columns, first));
  }

  /** Unlike others, the usual column is looked for in every row: the first may carry none. */
  private static Optional<String> demonstrations(Columns columns, Row first) {
    Optional<String> named = columns.demonstrations();
    if (first instanceof JsonRow) {
      named.ifPresent(column -> require("demonstrations", column, first));
      return named.or(
          () ->
              Optional.of(UsualColumns.DEMONSTRATIONS)
                  .filter(column -> !columns.all().contains(column)));
    } else if (named.isPresent()) {
      throw new ClozeException(
          DataError.WRONG_DEMONSTRATIONS,
          "%s: columns.demonstrations: '%s' is a column of texts; only JSONL and Parquet have lists"
              + " of objects in a column",
          first.place(),
          named.get());
    }
    return named;
  }

  /**
   * The example that a row holds. A value that is null or not there is left out of the example, as
   * a template may do without it; only text_a is needed everywhere.
   *
   * @param labels the labels, or empty where none are to be read
   */
  Example example(Row row, Optional<Labels> labels, boolean labelled) {
    String name = id.map(column -> value(row, column)).orElse(Long.toString(row.number()));
    Example unlabelled = unlabelled(row, name).withDemonstrations(shown(row, name));
    return labels.map(known -> answered(unlabelled, row, known, labelled)).orElse(unlabelled);
  }

  /** The texts and facts of a row. */
  Example unlabelled(Row row, String name) {
    ImmutableMap.Builder<String, String> texts = ImmutableMap.builder();
    fields.forEach(
        (field, column) -> {
          if (field.equals(Example.TEXT_A)) {
            texts.put(field, value(row, column));
          } else {
            row.text(column).ifPresent(text -> texts.put(field, text));
          }
        });
    ImmutableMap.Builder<String, String> facts = ImmutableMap.builder();
    meta.forEach((key, column) -> row.fact(column).ifPresent(fact -> facts.put(key, fact)));
    return new Example(name, texts.buildOrThrow(), facts.buildOrThrow(), OptionalInt.empty());
  }

  private ImmutableList<Demonstration> shown(Row row, String name) {
    return row instanceof JsonRow json && demonstrations.isPresent()
        ? new DemonstrationList(this, json, demonstrations.get()).read(name)
        : ImmutableList.of();
  }

  private Example answered(Example example, Row row, Labels labels, boolean labelled) {
    return labels
        .output()
        .match(
            () -> {
              OptionalInt number = number(row, labels, labelled);
              return number.isPresent() ? example.withLabel(number.getAsInt()) : example;
            },
            several ->
                written(row, labelled, true)
                    .map(text -> example.withLabels(new LabelCell(row, labels).several(text)))
                    .orElse(example),
            range ->
                written(row, labelled, false)
                    .map(text -> example.withNumber(new LabelCell(row, labels).number(text, range)))
                    .orElse(example));
  }

  /** What stands in the label column, a list as JSON; empty where nobody needs it. */
  private Optional<String> written(Row row, boolean labelled, boolean mayBeEmpty) {
    Optional<String> text =
        label.flatMap(row::fact).filter(found -> !found.isEmpty() || (labelled && mayBeEmpty));
    if (text.isEmpty() && labelled) {
      throw noValue(row, label.orElseThrow());
    }
    return text;
  }

  /** The label as a row writes it. */
  String label(Row row) {
    return value(row, label.orElseThrow());
  }

  private OptionalInt number(Row row, Labels labels, boolean labelled) {
    Optional<String> written = label.flatMap(row::text).filter(text -> !text.isEmpty());
    if (written.isEmpty() && !labelled) {
      return OptionalInt.empty();
    }
    String found = written.orElseGet(() -> label(row));
    OptionalInt number = labels.numberOf(found);
    if (number.isEmpty()) {
      throw new ClozeException(
          DataError.UNKNOWN_LABEL,
          "%s: found the label '%s'; %s%s",
          row.place(),
          ColumnNames.list(ImmutableList.of(found)),
          labels.hint(found),
          mayBeHeader(row, found)
              ? "; if this line is a header, name its columns with 'columns:'"
              : "");
    }
    return number;
  }

  private static boolean mayBeHeader(Row row, String label) {
    return row instanceof TableRow && row.number() == 1 && Ints.tryParse(label) == null;
  }

  private static Optional<String> find(
      String role,
      Optional<String> named,
      ImmutableList<String> usual,
      Columns columns,
      Row first) {
    named.ifPresent(column -> require(role, column, first));
    return named.or(
        () ->
            usual.stream()
                .filter(first.columns()::contains)
                .filter(column -> !columns.all().contains(column))
                .findFirst());
  }

  private static void require(String role, String column, Row first) {
    if (!first.has(column)) {
      throw new ClozeException(
          DataError.MISSING_COLUMN,
          "%s: columns.%s: there is no column '%s'; %s",
          first.place(),
          role,
          column,
          ColumnNames.hint(column, first.columns()));
    }
  }

  private static ClozeException nothing(
      Row first, String what, String key, ImmutableList<String> usual) {
    return new ClozeException(
        DataError.MISSING_COLUMN,
        "%s: no column is called %s; name that of the %s with columns.%s; known: %s",
        first.place(),
        String.join(" or ", usual),
        what,
        key,
        ColumnNames.list(first.columns()));
  }

  private static String value(Row row, String column) {
    return row.text(column).orElseThrow(() -> noValue(row, column));
  }

  private static ClozeException noValue(Row row, String column) {
    return new ClozeException(
        DataError.MISSING_COLUMN,
        "%s: the column '%s' has no value here; each row needs one",
        row.place(),
        column);
  }
}
