package dev.cloze.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.data.Example;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What {@code cases.json} holds: examples, sets of label words, and cases that use them.
 *
 * @param folder the folder of the recording, with a checkpoint for each model
 * @param examples the examples that every case was made of; a text that is null is left out
 * @param nullText whether an example has a text that is null
 * @param labelWords sets of label words by name
 * @param support by model, the scores of the whole vocabulary that calibration divides by
 * @param cases the cases
 */
record Recording(
    Path folder,
    ImmutableList<Example> examples,
    boolean nullText,
    ImmutableMap<String, LabelWords> labelWords,
    ImmutableMap<String, ImmutableDoubleArray> support,
    ImmutableList<RecordedCase> cases) {
  static final String FILE = "cases.json";
  private static final ImmutableList<String> TEXTS =
      ImmutableList.of(Example.TEXT_A, Example.TEXT_B);

  static Recording read(Path folder) {
    RecordedValue root = RecordedValue.read(folder.resolve(FILE));
    ImmutableList<RecordedValue> examples = some(root.at("examples"));
    ImmutableMap.Builder<String, LabelWords> words = ImmutableMap.builder();
    root.at("label_words").fields().forEach((name, set) -> words.put(name, words(set)));
    ImmutableMap.Builder<String, ImmutableDoubleArray> support = ImmutableMap.builder();
    root.at("calibrate_logits")
        .fields()
        .forEach((plm, scores) -> support.put(plm, scores.numbers()));
    return new Recording(
        folder,
        examples.stream().map(Recording::example).collect(ImmutableList.toImmutableList()),
        examples.stream().anyMatch(Recording::hasNull),
        words.buildOrThrow(),
        support.buildOrThrow(),
        some(root.at("cases")).stream()
            .map(RecordedCase::of)
            .collect(ImmutableList.toImmutableList()));
  }

  private static ImmutableList<RecordedValue> some(RecordedValue value) {
    if (value.list().isEmpty()) {
      throw value.wrong("a list that is not empty");
    }
    return value.list();
  }

  private static Example example(RecordedValue recorded) {
    ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
    for (String name : TEXTS) {
      if (!recorded.json().has(name)) {
        fields.put(name, "");
      } else if (!isNull(recorded, name)) {
        fields.put(name, recorded.at(name).text());
      }
    }
    ImmutableMap.Builder<String, String> meta = ImmutableMap.builder();
    if (recorded.json().has("meta")) {
      recorded.at("meta").fields().forEach((key, value) -> meta.put(key, value.text()));
    }
    return new Example(
        recorded.json().path("guid").asText(),
        fields.buildOrThrow(),
        meta.buildOrThrow(),
        OptionalInt.empty());
  }

  private static boolean hasNull(RecordedValue example) {
    return TEXTS.stream().anyMatch(text -> isNull(example, text));
  }

  private static boolean isNull(RecordedValue example, String text) {
    return example.json().has(text) && example.json().get(text).isNull();
  }

  /** One set: a list of words, a list of lists, or lists by the name of the class. */
  private static LabelWords words(RecordedValue set) {
    if (set.json().isObject()) {
      ImmutableMap.Builder<String, List<String>> words = ImmutableMap.builder();
      set.fields().forEach((label, own) -> words.put(label, texts(own)));
      return LabelWords.of(words.buildOrThrow());
    }
    ImmutableList<ImmutableList<String>> words =
        set.list().stream().map(Recording::texts).collect(ImmutableList.toImmutableList());
    List<String> labels = IntStream.range(0, words.size()).mapToObj(Integer::toString).toList();
    return LabelWords.of(labels, words);
  }

  private static ImmutableList<String> texts(RecordedValue words) {
    return words.json().isTextual()
        ? ImmutableList.of(words.text())
        : words.list().stream().map(RecordedValue::text).collect(ImmutableList.toImmutableList());
  }
}
