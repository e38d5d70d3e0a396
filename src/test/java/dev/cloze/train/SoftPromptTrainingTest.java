package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.nn.Parameter;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.template.Template;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.SoftVerbalizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftPromptTrainingTest {
  private static final String SOFT =
      "{\"soft\":None,\"duplicate\":3} {\"placeholder\":\"text_a\"} {\"mask\"}";
  private static final String PLAIN = "{\"placeholder\":\"text_a\"} It was {\"mask\"}";
  private static final List<Example> EXAMPLES =
      List.of(
          Example.of("It rained.").withLabel(0),
          Example.of("A fine trophy.").withLabel(1),
          Example.of("A waste of money and time.").withLabel(0));
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults()
          .withTune(TrainingOptions.Tune.PROMPT)
          .withEpochs(2)
          .withBatchSize(2);

  @ParameterizedTest
  @CsvSource({
    "bert, F32",
    "roberta, F32",
    "gpt2, F32",
    "bert, BF16",
    "roberta, BF16",
    "gpt2, BF16"
  })
  void everySoftRowHasAGradientThatIsNotZero(String family, NumberFormat format) {
    try (LoadedPrompt prompt = parts(family, SOFT).load(LoadOptions.frozen(format), Seeds.of(1))) {
      Tensor rows = rows(prompt);
      List<EncodedPrompt> prompts = prompt.tokenizer().encodeAll(EXAMPLES);
      float[] gradient =
          Scope.get(
              () -> {
                Tensor loss =
                    Gradients.recording(
                        () ->
                            Losses.crossEntropy(
                                prompt
                                    .classifier()
                                    .verbalizer()
                                    .score(
                                        prompt
                                            .model()
                                            .train(
                                                prompt.tokenizer().collate(prompts),
                                                Optional.empty())),
                                Tensor.of(new long[] {0, 1, 0}, 3),
                                List.of(),
                                0));
                return Gradients.of(loss, List.of(rows)).get(0).toFloats();
              });
      int hidden = gradient.length / 3;
      for (int row = 0; row < 3; row++) {
        float[] own = Arrays.copyOfRange(gradient, row * hidden, (row + 1) * hidden);
        double norm = 0;
        for (float value : own) {
          norm += (double) value * value;
        }
        assertThat(Math.sqrt(norm)).isGreaterThan(1e-6);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void softRowsMoveAndAFrozenModelDoesNot(String family) {
    try (LoadedPrompt prompt = parts(family, SOFT).load(LoadOptions.defaults(), Seeds.of(1))) {
      float[] rowsBefore = rows(prompt).toFloats();
      List<float[]> modelBefore = model(prompt);

      train(prompt);

      float[] rowsAfter = rows(prompt).toFloats();
      for (int i = 0; i < rowsAfter.length; i++) {
        assertThat(rowsAfter[i]).isNotEqualTo(rowsBefore[i]);
      }
      List<float[]> modelAfter = model(prompt);
      for (int i = 0; i < modelAfter.size(); i++) {
        assertThat(modelAfter.get(i)).isEqualTo(modelBefore.get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void softRowsMoveWithTheModel(String family) {
    try (LoadedPrompt prompt =
        parts(family, SOFT).load(LoadOptions.trained(NumberFormat.F32), Seeds.of(1))) {
      float[] before = rows(prompt).toFloats();

      train(prompt);

      float[] after = rows(prompt).toFloats();
      for (int i = 0; i < after.length; i++) {
        assertThat(after[i]).isNotEqualTo(before[i]);
      }
    }
  }

  /** With nothing to drop out, rows computed once must train as rows computed in each step. */
  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void aSoftVerbalizerTrainsOnRowsThatWereComputedOnce(String family) {
    PromptParts parts = parts(family, PLAIN).withVerbalizer(SoftVerbalizer::of);
    try (LoadedPrompt kept = parts.load(LoadOptions.defaults(), Seeds.of(1))) {
      float[] before = vectors(kept).toFloats();

      List<EpochResult> epochs = train(kept);

      assertThat(vectors(kept).toFloats()).isNotEqualTo(before);
      assertThat(epochs.get(1).loss()).isLessThan(epochs.get(0).loss());
    }
  }

  @Test
  void labelVectorsStartAsTheMeanOfTheirWordsRows() {
    LabelWords words =
        LabelWords.of(List.of("n", "p"), List.of(List.of("weather", "night"), List.of("trophy")));
    PromptParts parts =
        PromptParts.of(folder("bert"), Template.parse(PLAIN), words)
            .withVerbalizer(SoftVerbalizer::of);
    try (LoadedPrompt prompt = parts.load(LoadOptions.defaults(), Seeds.of(1))) {
      float[] vectors = vectors(prompt).toFloats();
      float[] weather = embedding(prompt, "weather");
      float[] night = embedding(prompt, "night");
      float[] trophy = embedding(prompt, "trophy");
      for (int i = 0; i < trophy.length; i++) {
        assertThat(vectors[i]).isEqualTo((weather[i] + night[i]) * 0.5f);
        assertThat(vectors[trophy.length + i]).isEqualTo(trophy[i]);
      }
    }
  }

  /** The head of the tiny BERT is tied to its embeddings. */
  private static float[] embedding(LoadedPrompt prompt, String word) {
    int[] ids = prompt.pretrained().encode(word);
    assertThat(ids).hasSize(1);
    Parameter table =
        prompt.model().model().parameters().stream()
            .filter(p -> p.sources().get(0).path().endsWith("word_embeddings.weight"))
            .findFirst()
            .orElseThrow();
    int hidden = prompt.shape().hidden();
    return Arrays.copyOfRange(table.tensor().toFloats(), ids[0] * hidden, (ids[0] + 1) * hidden);
  }

  private static List<EpochResult> train(LoadedPrompt prompt) {
    return new Training(prompt.classifier(), OPTIONS, Seeds.of(1)).run(EXAMPLES, Progress.SILENT);
  }

  private static Tensor rows(LoadedPrompt prompt) {
    return prompt.model().softRows().orElseThrow().tensor();
  }

  private static Tensor vectors(LoadedPrompt prompt) {
    return prompt.verbalizer().orElseThrow().parameters().get("label_vectors");
  }

  private static List<float[]> model(LoadedPrompt prompt) {
    return prompt.model().model().parameters().stream().map(p -> p.tensor().toFloats()).toList();
  }

  private static Path folder(String family) {
    return Path.of("src/test/resources/golden/openprompt", family);
  }

  private static PromptParts parts(String family, String template) {
    return PromptParts.of(
            folder(family),
            Template.parse(template),
            LabelWords.ofSingle(List.of("bad", "good"), List.of("bad", "good")))
        .withTokens(PromptTokenizerOptions.defaults().withMaxLength(64));
  }
}
