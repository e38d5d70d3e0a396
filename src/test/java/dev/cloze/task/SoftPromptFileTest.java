package dev.cloze.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.plm.LoadOptions;
import dev.cloze.template.Template;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import dev.cloze.verbalizer.SoftVerbalizer;
import dev.cloze.verbalizer.VerbalizerMaker;
import dev.cloze.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftPromptFileTest {
  private static final Path MODEL = Path.of("src/test/resources/golden/openprompt/bert");
  private static final int WIDTH = 48;
  private static final String PLAIN = "{\"placeholder\":\"text_a\"} {\"mask\"}";
  private static final String THREE = "{\"soft\": null, \"duplicate\": 3} " + PLAIN;

  @TempDir Path folder;

  private static PromptParts parts(String template, VerbalizerMaker kind, String... labels) {
    return PromptParts.of(
            MODEL,
            Template.parse(template),
            LabelWords.ofSingle(
                List.of(labels), List.of("good", "bad", "dull").subList(0, labels.length)))
        .withVerbalizer(kind);
  }

  /** Numbers that no draw gives: 0, 1/4, 2/4 and so on. */
  private static float[] quarters(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i / 4f;
    }
    return values;
  }

  private Path file(Map<String, long[]> shapes) {
    Path file = folder.resolve(SoftPromptFile.NAME);
    Scope.run(
        () -> {
          ImmutableMap.Builder<String, Tensor> tensors = ImmutableMap.builder();
          shapes.forEach(
              (name, shape) ->
                  tensors.put(name, Tensor.of(quarters((int) (shape[0] * shape[1])), shape)));
          SafetensorsWriter.write(
              file, tensors.buildOrThrow(), NumberFormat.F32, ImmutableMap.of());
        });
    return file;
  }

  private static LoadedPrompt load(PromptParts parts) {
    return parts.load(LoadOptions.defaults(), Seeds.of(1));
  }

  private static float[] tensor(LoadedPrompt prompt, String name) {
    return SoftPromptFile.tensors(prompt).get(name).toFloats();
  }

  @Test
  void rowsStartFromTheVeryNumbersOfTheFileWhateverTheSeed() {
    Path file = file(ImmutableMap.of("soft_rows", new long[] {3, WIDTH}));
    int before = Tensor.liveCount();
    PromptParts fresh = parts(THREE, ManualVerbalizerOptions.defaults(), "g", "b");

    for (Path given : List.of(file, folder)) {
      try (LoadedPrompt prompt = load(fresh.withStart(given))) {
        assertThat(tensor(prompt, "soft_rows")).isEqualTo(quarters(3 * WIDTH));
        assertThat(prompt.model().softRows().orElseThrow().tensor().isTrainable()).isTrue();
        assertThat(SoftPromptFile.at(given).use(prompt)).isEqualTo("3 soft rows");
      }
    }
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void whatIsWrittenIsReadBackToTheBit() {
    PromptParts parts = parts(THREE, SoftVerbalizer::of, "g", "b");
    try (LoadedPrompt first = load(parts)) {
      new SoftPromptFile(folder.resolve("mine")).write(first, NumberFormat.F32);

      try (LoadedPrompt second =
          parts.withStart(folder.resolve("mine")).load(LoadOptions.defaults(), Seeds.of(2))) {
        for (String name : List.of("soft_rows", "label_vectors")) {
          assertThat(tensor(second, name)).isEqualTo(tensor(first, name));
        }
        assertThat(SoftPromptFile.at(folder.resolve("mine")).use(second))
            .isEqualTo("3 soft rows and label vectors");
      }
    }
  }

  @Test
  void labelVectorsAloneAreEnough() {
    file(ImmutableMap.of("label_vectors", new long[] {2, WIDTH}));

    try (LoadedPrompt prompt = load(parts(PLAIN, SoftVerbalizer::of, "g", "b").withStart(folder))) {
      assertThat(tensor(prompt, "label_vectors")).isEqualTo(quarters(2 * WIDTH));
      assertThat(SoftPromptFile.at(folder).use(prompt)).isEqualTo("label vectors");
    }
  }

  @Test
  void labelVectorsThatDoNotFitStartFromTheirWords() {
    PromptParts three = parts(THREE, SoftVerbalizer::of, "g", "b", "d");
    file(
        ImmutableMap.of(
            "soft_rows", new long[] {3, WIDTH}, "label_vectors", new long[] {2, WIDTH}));

    try (LoadedPrompt usual = load(three);
        LoadedPrompt started = load(three.withStart(folder));
        LoadedPrompt manual =
            load(parts(THREE, ManualVerbalizerOptions.defaults(), "g", "b").withStart(folder))) {
      assertThat(tensor(started, "soft_rows")).isEqualTo(quarters(3 * WIDTH));
      assertThat(tensor(started, "label_vectors")).isEqualTo(tensor(usual, "label_vectors"));
      assertThat(SoftPromptFile.at(folder).use(started))
          .isEqualTo("3 soft rows; not its label vectors: they are 2 x 48, and 3 x 48 fit");
      assertThat(SoftPromptFile.at(folder).use(manual))
          .startsWith("3 soft rows; not its label vectors: labels are scored by their words");
    }
    file(ImmutableMap.of("soft_rows", new long[] {3, WIDTH}));
    try (LoadedPrompt prompt = load(three)) {
      assertThat(SoftPromptFile.at(folder).use(prompt))
          .isEqualTo("3 soft rows; label vectors start from their words, for it has none");
    }
  }

  @Test
  void refusesRowsThatDoNotFit() {
    int before = Tensor.liveCount();
    PromptParts three =
        parts(THREE, ManualVerbalizerOptions.defaults(), "g", "b").withStart(folder);

    file(ImmutableMap.of("soft_rows", new long[] {2, WIDTH}));
    refuses(() -> load(three), "found soft rows of 2 x 48; the template's soft tokens take 3 x 48");
    file(ImmutableMap.of("soft_rows", new long[] {3, WIDTH + 1}));
    refuses(() -> load(three), "found soft rows of 3 x 49; the template's soft tokens take 3 x 48");
    file(ImmutableMap.of("label_vectors", new long[] {2, WIDTH}));
    refuses(() -> load(three), "found no soft rows; the template's soft tokens take 3 x 48");
    file(ImmutableMap.of("soft_rows", new long[] {3, WIDTH}));
    refuses(
        () -> load(parts(PLAIN, ManualVerbalizerOptions.defaults(), "g", "b").withStart(folder)),
        "found soft rows of 3 x 48; the template has no soft tokens that could start from them");
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void refusesAFileOfWhichNothingCanBeUsed() {
    file(ImmutableMap.of("label_vectors", new long[] {2, WIDTH}));

    refuses(
        () -> load(parts(PLAIN, SoftVerbalizer::of, "g", "b", "d").withStart(folder)),
        "nothing in it can be started from: it has no soft rows, and they are 2 x 48, and 3 x 48");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> SoftPromptFile.at(folder))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TaskError.NO_SOFT_PROMPT))
        .hasMessageStartingWith(folder + ": the folder has no soft-prompt.safetensors; ");
    assertThatThrownBy(() -> SoftPromptFile.at(folder.resolve("no")))
        .hasMessageStartingWith(folder.resolve("no") + ": no such file; ");
  }

  private void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TaskError.UNFIT_SOFT_PROMPT))
        .hasMessageStartingWith(folder.resolve(SoftPromptFile.NAME) + ": ")
        .hasMessageContaining(message);
  }
}
