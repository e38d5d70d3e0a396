package dev.cloze.data;

import com.google.common.collect.ImmutableMap;
import java.util.OptionalInt;

/**
 * One thing to classify or to write about: named texts, named facts beside them, and the label
 * where it is known.
 *
 * @param id names the example in reports; the line number where a file gives none
 * @param fields the texts by name, such as {@code text_a}, {@code text_b} and {@code tgt_text}
 * @param meta what a template's {@code meta} items read
 * @param label the number of the right class, from 0, where it is known
 */
public record Example(
    String id,
    ImmutableMap<String, String> fields,
    ImmutableMap<String, String> meta,
    OptionalInt label) {
  /** The field that a single text goes into. */
  public static final String TEXT_A = "text_a";

  /** The field of a second text, as in entailment. */
  public static final String TEXT_B = "text_b";

  /** An unlabelled example with one text. */
  public static Example of(String textA) {
    return new Example("", ImmutableMap.of(TEXT_A, textA), ImmutableMap.of(), OptionalInt.empty());
  }

  /** An unlabelled example with two texts. */
  public static Example of(String textA, String textB) {
    return of(textA).withField(TEXT_B, textB);
  }

  /** The same example under another id. */
  public Example withId(String newId) {
    return new Example(newId, fields, meta, label);
  }

  /** The same example with one field more, or another text in it. */
  public Example withField(String name, String text) {
    return new Example(id, put(fields, name, text), meta, label);
  }

  /** The same example with one fact more, or another value for it. */
  public Example withMeta(String name, String value) {
    return new Example(id, fields, put(meta, name, value), label);
  }

  /** The same example with the class {@code newLabel}, counted from 0. */
  public Example withLabel(int newLabel) {
    return new Example(id, fields, meta, OptionalInt.of(newLabel));
  }

  private static ImmutableMap<String, String> put(
      ImmutableMap<String, String> map, String name, String value) {
    return ImmutableMap.<String, String>builder().putAll(map).put(name, value).buildKeepingLast();
  }
}
