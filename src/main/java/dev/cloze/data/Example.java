package dev.cloze.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One thing to classify or to write about: named texts, named facts beside them, and the label
 * where it is known.
 *
 * @param id names the example in reports; the line number where a file gives none
 * @param fields the texts that it has, by name, such as {@code text_a}, {@code text_b} and {@code
 *     tgt_text}
 * @param meta what a template's {@code meta} items read
 * @param label the number of the right class, from 0, where it is known
 * @param demonstrations what a template's {@code demonstrations} item shows, already chosen, in
 *     their order; most often none
 * @param labels the numbers of all right labels, where an example may have several and they are
 *     known
 * @param number the right number, where that is asked and known
 * @param soft what somebody thinks of the label, where that is to be learned
 */
public record Example(
    String id,
    ImmutableMap<String, String> fields,
    ImmutableMap<String, String> meta,
    OptionalInt label,
    ImmutableList<Demonstration> demonstrations,
    Optional<ImmutableSortedSet<Integer>> labels,
    OptionalDouble number,
    Optional<SoftLabel> soft) {
  /** The field that a single text goes into. */
  public static final String TEXT_A = "text_a";

  /** The field of a second text, as in entailment. */
  public static final String TEXT_B = "text_b";

  /** An example that has one label, or none that is known. */
  public Example(
      String id,
      ImmutableMap<String, String> fields,
      ImmutableMap<String, String> meta,
      OptionalInt label,
      ImmutableList<Demonstration> demonstrations) {
    this(
        id,
        fields,
        meta,
        label,
        demonstrations,
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty());
  }

  /** An example without demonstrations. */
  public Example(
      String id,
      ImmutableMap<String, String> fields,
      ImmutableMap<String, String> meta,
      OptionalInt label) {
    this(id, fields, meta, label, ImmutableList.of());
  }

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
    return new Example(newId, fields, meta, label, demonstrations, labels, number, soft);
  }

  /** The same example with one field more, or another text in it. */
  public Example withField(String name, String text) {
    return new Example(
        id, put(fields, name, text), meta, label, demonstrations, labels, number, soft);
  }

  /** The same example with one fact more, or another value for it. */
  public Example withMeta(String name, String value) {
    return new Example(
        id, fields, put(meta, name, value), label, demonstrations, labels, number, soft);
  }

  /** The same example with the class {@code newLabel}, counted from 0. */
  public Example withLabel(int newLabel) {
    return new Example(
        id, fields, meta, OptionalInt.of(newLabel), demonstrations, labels, number, soft);
  }

  /** The same example with a list as a fact: its JSON text, as data files give it. */
  public Example withMeta(String name, List<String> values) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach(list::add);
    return withMeta(name, list.toString());
  }

  /** The same example with other demonstrations. */
  public Example withDemonstrations(List<Demonstration> chosen) {
    return new Example(id, fields, meta, label, ImmutableList.copyOf(chosen), labels, number, soft);
  }

  /** The same example with these labels and no others, counted from 0; none of them may be. */
  public Example withLabels(Collection<Integer> newLabels) {
    return new Example(
        id,
        fields,
        meta,
        label,
        demonstrations,
        Optional.of(ImmutableSortedSet.copyOf(newLabels)),
        number,
        soft);
  }

  /** The same example with the right number. */
  public Example withNumber(double newNumber) {
    return new Example(
        id, fields, meta, label, demonstrations, labels, OptionalDouble.of(newNumber), soft);
  }

  /** The same example with a soft label. */
  public Example withSoft(SoftLabel newSoft) {
    return new Example(
        id, fields, meta, label, demonstrations, labels, number, Optional.of(newSoft));
  }

  private static ImmutableMap<String, String> put(
      ImmutableMap<String, String> map, String name, String value) {
    return ImmutableMap.<String, String>builder().putAll(map).put(name, value).buildKeepingLast();
  }
}
