package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.template.Template;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.train.Training;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptPartsTest {
  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void softRowsAreTrainedWithTheModelAndOnlyThen(String family) {
    PromptParts parts = parts(family);
    List<Example> examples =
        List.of(Example.of("It rained.").withLabel(0), Example.of("A fine trophy.").withLabel(1));

    try (LoadedPrompt frozen = parts.load(NumberFormat.F32, false, Seeds.of(1));
        LoadedPrompt trained = parts.load(NumberFormat.F32, true, Seeds.of(1))) {
      float[] before = rows(frozen).toFloats();
      assertThat(rows(frozen).isTrainable()).isFalse();
      assertThat(rows(trained).toFloats()).containsExactly(before);

      new Training(
              trained.classifier(),
              TrainingOptions.defaults().withEpochs(1).withLearningRate(1e-2).withBatchSize(2),
              Seeds.of(1))
          .run(examples, Progress.SILENT);

      float[] after = rows(trained).toFloats();
      int hidden = after.length / 3;
      for (int row = 0; row < 3; row++) {
        assertThat(Arrays.copyOfRange(after, row * hidden, (row + 1) * hidden))
            .isNotEqualTo(Arrays.copyOfRange(before, row * hidden, (row + 1) * hidden));
      }
    }
  }

  private static Tensor rows(LoadedPrompt prompt) {
    return prompt.model().softRows().orElseThrow().tensor();
  }

  private static PromptParts parts(String family) {
    return new PromptParts(
        Path.of("src/test/resources/golden/openprompt", family),
        Template.parse("{\"soft\":None,\"duplicate\":3} {\"placeholder\":\"text_a\"} {\"mask\"}"),
        Optional.of(LabelWords.ofSingle(List.of("bad", "good"), List.of("bad", "good"))),
        ManualVerbalizerOptions.defaults(),
        PromptTokenizerOptions.defaults().withMaxLength(64));
  }
}
