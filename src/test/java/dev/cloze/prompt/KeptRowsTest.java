package dev.cloze.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.cloze.data.Example;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.template.Template;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever changes of what rows depend on, no row of before is seen. */
class KeptRowsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/openprompt/bert");
  private static final String PLAIN = "{\"placeholder\":\"text_a\"} It was {\"mask\"}";
  private static final List<Example> EXAMPLES =
      List.of(
          Example.of("It rained."),
          Example.of("A fine trophy."),
          Example.of("A waste of money and time, if you ask the team."));

  private final PretrainedTokenizer tokenizer = PretrainedTokenizer.load(FOLDER);
  private final LanguageModel plm = Architectures.load(FOLDER, LoadOptions.defaults());
  private final PromptModel model = new PromptModel(plm);
  private final PromptTokenizer prompts = tokenizer(PLAIN, 64);
  private final KeptRows store = new KeptRows();

  @AfterEach
  void close() {
    store.close();
    model.close();
    tokenizer.close();
  }

  private PromptTokenizer tokenizer(String template, int length) {
    return new PromptTokenizer(
        tokenizer,
        Template.parse(template),
        plm.shape().kind(),
        PromptTokenizerOptions.defaults().withMaxLength(length));
  }

  private float[] rows(PromptModel asked, PromptTokenizer by, List<Example> examples) {
    List<EncodedPrompt> encoded = by.encodeAll(examples);
    try (MaskRows rows = store.of(asked, encoded, by::collate)) {
      return Scope.get(() -> rows.all().hidden().toFloats());
    }
  }

  private static float[] fresh(PromptModel asked, PromptTokenizer by, List<Example> examples) {
    return Scope.get(() -> asked.score(by.batch(examples)).hidden().toFloats());
  }

  @Test
  void whatWasAskedBeforeIsNotRunAgain() {
    float[] first = rows(model, prompts, EXAMPLES);
    float[] second = rows(model, prompts, EXAMPLES);

    assertThat(store.runs()).isEqualTo(1);
    assertThat(second).isEqualTo(first);
    assertThat(first).containsExactly(fresh(model, prompts, EXAMPLES), within(1e-5f));
  }

  @Test
  void anotherTemplateIsRunAnew() {
    rows(model, prompts, EXAMPLES);
    PromptTokenizer other = tokenizer(PLAIN.replace("It was", "It is"), 64);

    assertThat(rows(model, other, EXAMPLES))
        .containsExactly(fresh(model, other, EXAMPLES), within(1e-5f));
    assertThat(store.runs()).isEqualTo(2);
  }

  @Test
  void anotherLengthThatCutsIsRunAnew() {
    rows(model, prompts, EXAMPLES);
    PromptTokenizer shorter = tokenizer(PLAIN, 12);

    assertThat(rows(model, shorter, EXAMPLES))
        .containsExactly(fresh(model, shorter, EXAMPLES), within(1e-5f));
    assertThat(store.runs()).isEqualTo(2);
  }

  @Test
  void otherExamplesOrAnotherOrderAreRunAnew() {
    rows(model, prompts, EXAMPLES);
    List<Example> turned = List.of(EXAMPLES.get(2), EXAMPLES.get(0), EXAMPLES.get(1));

    assertThat(rows(model, prompts, turned))
        .containsExactly(fresh(model, prompts, turned), within(1e-5f));
    rows(model, prompts, EXAMPLES.subList(0, 2));
    assertThat(store.runs()).isEqualTo(3);
  }

  @Test
  void anotherModelIsRunAnewThoughItsFolderIsTheSame() {
    rows(model, prompts, EXAMPLES);
    try (PromptModel other = new PromptModel(Architectures.load(FOLDER, LoadOptions.defaults()))) {
      Tensor table = other.model().parameters().get(0).tensor();
      Scope.run(
          () ->
              Memory.assign(
                  table, Arithmetic.scale(Tensor.of(table.toFloats(), table.shape()), 1.5)));

      assertThat(rows(other, prompts, EXAMPLES))
          .containsExactly(fresh(other, prompts, EXAMPLES), within(1e-5f));
    }
    assertThat(store.runs()).isEqualTo(2);
  }

  @Test
  void otherNumbersOfWhatIsTunedAreRunAnew() {
    PromptTokenizer soft = tokenizer("{\"soft\"} " + PLAIN, 64);
    float[] numbers = new float[plm.shape().hidden()];
    try (SoftRows rows = SoftRows.of(numbers, 1, numbers.length)) {
      PromptModel tuned = new PromptModel(plm, Optional.of(rows), NumberFormat.F32);
      rows(tuned, soft, EXAMPLES);
      numbers[3] = 0.25f;
      Scope.run(() -> Memory.assign(rows.tensor(), Tensor.of(numbers, 1, numbers.length)));

      assertThat(rows(tuned, soft, EXAMPLES))
          .containsExactly(fresh(tuned, soft, EXAMPLES), within(1e-5f));
      assertThat(store.runs()).isEqualTo(2);
      rows.trained();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rows(tuned, soft, EXAMPLES))
          .withMessageContaining("out of date");
    }
  }

  @Test
  void whatDoesNotFitIsComputedAndNotKept() {
    try (KeptRows small = new KeptRows(16)) {
      List<EncodedPrompt> encoded = prompts.encodeAll(EXAMPLES);
      for (int i = 0; i < 2; i++) {
        try (MaskRows rows = small.of(model, encoded, prompts::collate)) {
          assertThat(rows.size()).isEqualTo(3);
        }
      }
      assertThat(small.runs()).isEqualTo(2);
    }
  }
}
