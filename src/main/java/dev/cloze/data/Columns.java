package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which columns of a file hold what. A column is named as the file's header or JSON key names it
 * ({@code target.span1} reaches into a JSON object), or by its number from 0 where the file has no
 * header. What is not named is looked for under its usual name: text_a, text or sentence for the
 * text, text_b, label, id or idx, and demonstrations.
 *
 * @param textA the column of the text
 * @param textB the column of the second text
 * @param label the column of the label
 * @param id the column that names an example; the number of its line where there is none
 * @param fields columns of further texts, by the name that a template has for them
 * @param meta columns of facts, by the key that a template's {@code meta} has for them; a list or
 *     an object of a JSON file becomes its JSON text, which a template can join
 * @param demonstrations the column of the demonstrations that an example carries, in JSONL and
 *     Parquet: a list of objects, each with its texts and facts under the names of these columns
 *     and with {@code answer}, what stands in the place of the mask
 */
public record Columns(
    Optional<String> textA,
    Optional<String> textB,
    Optional<String> label,
    Optional<String> id,
    ImmutableMap<String, String> fields,
    ImmutableMap<String, String> meta,
    Optional<String> demonstrations) {
  private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

  /** Checks that no text has two columns. */
  public Columns {
    checkArgument(
        textA.isEmpty() || !fields.containsKey(Example.TEXT_A),
        "fields names a column for text_a, which has one already");
    checkArgument(
        textB.isEmpty() || !fields.containsKey(Example.TEXT_B),
        "fields names a column for text_b, which has one already");
  }

  /** Columns of which none is named for demonstrations. */
  public Columns(
      Optional<String> textA,
      Optional<String> textB,
      Optional<String> label,
      Optional<String> id,
      ImmutableMap<String, String> fields,
      ImmutableMap<String, String> meta) {
    this(textA, textB, label, id, fields, meta, Optional.empty());
  }

  /** No column named: all are looked for under their usual names. */
  public static Columns defaults() {
    return new Columns(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ImmutableMap.of(),
        ImmutableMap.of());
  }

  /** The same with a column for the text. */
  public Columns withTextA(String column) {
    return new Columns(Optional.of(column), textB, label, id, fields, meta, demonstrations);
  }

  /** The same with a column for the second text. */
  public Columns withTextB(String column) {
    return new Columns(textA, Optional.of(column), label, id, fields, meta, demonstrations);
  }

  /** The same with a column for the label. */
  public Columns withLabel(String column) {
    return new Columns(textA, textB, Optional.of(column), id, fields, meta, demonstrations);
  }

  /** The same with a column for the demonstrations. */
  public Columns withDemonstrations(String column) {
    return new Columns(textA, textB, label, id, fields, meta, Optional.of(column));
  }

  /** Whether nothing is named. */
  boolean isEmpty() {
    return equals(defaults());
  }

  /** Whether columns are named by something else than numbers. */
  boolean haveNames() {
    return all().stream().anyMatch(column -> !DIGITS.matchesAllOf(column));
  }

  /** All columns that are named. */
  Collection<String> all() {
    return Stream.of(
            Stream.of(textA, textB, label, id, demonstrations).flatMap(Optional::stream),
            fields.values().stream(),
            meta.values().stream())
        .flatMap(columns -> columns)
        .collect(ImmutableList.toImmutableList());
  }
}
