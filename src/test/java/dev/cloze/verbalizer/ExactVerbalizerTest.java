package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.MaskRows;
import dev.cloze.prompt.PromptModel;
import dev.cloze.template.SpecialToken;
import dev.cloze.template.Template;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.ModelKind;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact scores against probabilities that are put together token by token, one run each. */
class ExactVerbalizerTest {
  private static final String TEMPLATE = "{\"placeholder\":\"text_a\"} It was {\"mask\"}";
  private static final LabelWords WORDS =
      LabelWords.of(
          List.of("good", "bad", "mixed"),
          List.of(
              List.of("good"), List.of("very bad", "dull"), List.of("good but not a fine film")));
  private static final List<Example> EXAMPLES =
      List.of(
          Example.of("It rained."),
          Example.of("A fine trophy."),
          Example.of("A waste of money and time, if you ask the team."));

  @ParameterizedTest
  @CsvSource({
    "bert, JOINT",
    "bert, LEFT_TO_RIGHT",
    "bert, MOST_CONFIDENT_FIRST",
    "roberta, JOINT",
    "roberta, LEFT_TO_RIGHT",
    "roberta, MOST_CONFIDENT_FIRST",
    "gpt2, LEFT_TO_RIGHT",
    "gpt2, JOINT"
  })
  void isTheProbabilityOfAllTokensOfAWord(String family, AnswerOrder order) {
    try (Setting setting = new Setting(family, TEMPLATE);
        ExactVerbalizer verbalizer =
            ExactOptions.defaults().withOrder(order).make(WORDS, setting.context())) {
      float[] found =
          Scope.get(
              () ->
                  verbalizer
                      .score(setting.model.score(setting.prompts.batch(EXAMPLES)))
                      .toFloats());

      for (int i = 0; i < EXAMPLES.size(); i++) {
        double[] expected = new double[3];
        int own = i;
        expected[0] = setting.logProbability(own, " good", order);
        expected[1] =
            (setting.logProbability(own, " very bad", order)
                    + setting.logProbability(own, " dull", order))
                / 2;
        expected[2] = setting.logProbability(own, " good but not a fine film", order);
        double total = Math.log(Arrays.stream(expected).map(Math::exp).sum());
        for (int label = 0; label < 3; label++) {
          assertThat((double) found[i * 3 + label])
              .as("example %d, label %d", i, label)
              .isCloseTo(expected[label] - total, within(2e-4));
        }
      }
    }
  }

  @Test
  void theMeanOverTokensTakesAwayTheWeightOfLength() {
    try (Setting setting = new Setting("bert", TEMPLATE);
        ExactVerbalizer sum = ExactOptions.defaults().make(WORDS, setting.context());
        ExactVerbalizer mean =
            ExactOptions.defaults().withPerToken(true).make(WORDS, setting.context())) {
      double[] summed = probabilities(sum, setting);
      double[] perToken = probabilities(mean, setting);

      // a random model gives each token some 1/480: seven of them are nothing beside one
      assertThat(summed[2]).isLessThan(1e-10);
      assertThat(perToken[2]).isBetween(0.05, 0.9);
    }
  }

  private static double[] probabilities(Verbalizer verbalizer, Setting setting) {
    return Scope.get(
        () ->
            Losses.softmax(verbalizer.score(setting.model.score(setting.prompts.batch(EXAMPLES))))
                .toDoubles());
  }

  @Test
  void needsTheModelAgainOnlyForWordsOfSeveralTokens() {
    LabelWords single = LabelWords.ofSingle(List.of("g", "b"), List.of("quiet", "broken"));
    try (Setting setting = new Setting("bert", TEMPLATE);
        ExactVerbalizer several = ExactOptions.defaults().make(WORDS, setting.context());
        ExactVerbalizer one = ExactOptions.defaults().make(single, setting.context());
        MaskRows rows =
            MaskRows.of(
                setting.model, setting.prompts.encodeAll(EXAMPLES), setting.prompts::collate)) {
      assertThat(several.readsAgain()).isTrue();
      assertThat(one.readsAgain()).isFalse();
      assertThat(Scope.get(() -> one.score(rows.all()).toFloats())).hasSize(6);
      org.assertj.core.api.Assertions.assertThatIllegalStateException()
          .isThrownBy(() -> Scope.run(() -> several.score(rows.all())))
          .withMessageContaining("were kept");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "gpt2"})
  void gradientsReachTheModelThroughEveryRun(String family) {
    try (Setting setting =
            new Setting(family, TEMPLATE, LoadOptions.trained(dev.cloze.tensor.NumberFormat.F32));
        ExactVerbalizer verbalizer = ExactOptions.defaults().make(WORDS, setting.context())) {
      Tensor table = setting.model.model().parameters().get(0).tensor();
      float[] start = table.toFloats();
      float[] gradient =
          Scope.get(
              () ->
                  Gradients.of(
                          Gradients.recording(() -> loss(setting, verbalizer)),
                          ImmutableList.of(table))
                      .get(0)
                      .toFloats());
      double squared = 0;
      for (float value : gradient) {
        squared += (double) value * value;
      }
      double step = 0.03 / Math.sqrt(squared);
      double above = lossAt(setting, verbalizer, table, start, gradient, step);
      double below = lossAt(setting, verbalizer, table, start, gradient, -step);

      assertThat((above - below) / (2 * step)).isCloseTo(squared, within(0.02 * squared));
    }
  }

  private static Tensor loss(Setting setting, Verbalizer verbalizer) {
    return Losses.crossEntropy(
        verbalizer.score(setting.model.score(setting.prompts.batch(EXAMPLES))), 1, 2, 0);
  }

  private static double lossAt(
      Setting setting,
      Verbalizer verbalizer,
      Tensor table,
      float[] start,
      float[] gradient,
      double step) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * gradient[i]);
    }
    return Gradients.pausing(
        () ->
            Scope.get(
                () -> {
                  dev.cloze.tensor.Memory.assign(table, Tensor.of(moved, table.shape()));
                  return (double) loss(setting, verbalizer).item();
                }));
  }

  /** The answers of one example are scored as the same words are that every example has. */
  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void anAnswerOfTheExampleIsScoredLikeAWord(String family) {
    GenerativeOptions generative = new GenerativeOptions(ExactOptions.defaults());
    LabelWords fields =
        LabelWords.ofSingle(
            List.of("first", "second"),
            List.of("{\"meta\":\"choice1\"}", "not {\"meta\":\"choice2\"}"));
    Example asked = EXAMPLES.get(1).withMeta("choice1", "good").withMeta("choice2", "a film");
    Example other = EXAMPLES.get(0).withMeta("choice1", "very bad").withMeta("choice2", "dull");
    try (Setting setting = new Setting(family, TEMPLATE);
        Verbalizer own = generative.make(fields, setting.context());
        Verbalizer fixed =
            ExactOptions.defaults()
                .make(
                    LabelWords.ofSingle(List.of("first", "second"), List.of("good", "not a film")),
                    setting.context())) {
      PromptTokenizer answering = setting.prompts.withAnswers(generative.answers(fields));
      float[] found =
          Scope.get(
              () ->
                  own.score(setting.model.score(answering.batch(List.of(asked, other))))
                      .toFloats());
      float[] expected =
          Scope.get(
              () ->
                  fixed
                      .score(setting.model.score(setting.prompts.batch(List.of(asked))))
                      .toFloats());

      assertThat(found).hasSize(4);
      assertThat(Arrays.copyOf(found, 2)).containsExactly(expected, within(1e-4f));
      assertThat(found[2]).isNotCloseTo(found[0], within(1e-3f));
    }
  }

  /** A small model and the plain way to ask it. */
  private static final class Setting implements AutoCloseable {
    private final PretrainedTokenizer tokenizer;
    private final LanguageModel plm;
    private final PromptTokenizer prompts;
    private final PromptModel model;

    Setting(String family, String template) {
      this(family, template, LoadOptions.defaults());
    }

    Setting(String family, String template, LoadOptions options) {
      Path folder = Path.of("src/test/resources/golden/openprompt", family);
      this.tokenizer = PretrainedTokenizer.load(folder);
      this.plm = Architectures.load(folder, options);
      this.prompts =
          new PromptTokenizer(
              tokenizer,
              Template.parse(template),
              plm.shape().kind(),
              PromptTokenizerOptions.defaults().withMaxLength(48));
      this.model = new PromptModel(plm);
    }

    VerbalizerContext context() {
      return new VerbalizerContext(tokenizer, plm, Seeds.of(1), Support.NONE, false);
    }

    /** Token by token, a run of one prompt each. */
    double logProbability(int example, String word, AnswerOrder order) {
      int[] answer = tokenizer.encode(word);
      EncodedPrompt prompt = prompts.encode(EXAMPLES.get(example));
      int at = prompt.maskPositions().get(0);
      boolean causal = plm.shape().kind() == ModelKind.CAUSAL;
      int mask = causal ? -1 : tokenizer.special(SpecialToken.MASK).orElseThrow();
      int[] now = new int[answer.length];
      Arrays.fill(now, mask);
      List<Integer> left =
          new ArrayList<>(java.util.stream.IntStream.range(0, answer.length).boxed().toList());
      double sum = 0;
      while (!left.isEmpty()) {
        double[][] all = new double[answer.length][];
        for (int position : left) {
          all[position] =
              causal
                  ? logits(appended(prompt, Arrays.copyOf(answer, position)), at + position)
                  : logits(replaced(prompt, at, now), at + position);
        }
        int next = left.get(0);
        if (order == AnswerOrder.MOST_CONFIDENT_FIRST && !causal) {
          next =
              Collections.max(left, java.util.Comparator.comparingDouble(p -> all[p][answer[p]]));
        }
        sum += all[next][answer[next]];
        left.remove((Integer) next);
        if (order != AnswerOrder.JOINT) {
          now[next] = answer[next];
        }
      }
      return sum;
    }

    private static int[] appended(EncodedPrompt prompt, int[] more) {
      return ImmutableIntArray.builder()
          .addAll(prompt.ids())
          .addAll(ImmutableIntArray.copyOf(more))
          .build()
          .toArray();
    }

    private static int[] replaced(EncodedPrompt prompt, int at, int[] tokens) {
      return ImmutableIntArray.builder()
          .addAll(prompt.ids().subArray(0, at))
          .addAll(ImmutableIntArray.copyOf(tokens))
          .addAll(prompt.ids().subArray(at + 1, prompt.length()))
          .build()
          .toArray();
    }

    private double[] logits(int[] ids, int position) {
      EncodedPrompt made =
          new EncodedPrompt(
              "x",
              ImmutableIntArray.copyOf(ids),
              ImmutableIntArray.copyOf(new int[ids.length]),
              ImmutableIntArray.copyOf(new int[ids.length]),
              ImmutableList.copyOf(
                  Collections.nCopies(ids.length, dev.cloze.tokenize.TokenRole.TEXT)),
              ImmutableIntArray.of(position),
              0);
      double[] logits =
          Scope.get(() -> model.score(prompts.collate(List.of(made))).logits().toDoubles());
      double total = Math.log(Arrays.stream(logits).map(Math::exp).sum());
      return Arrays.stream(logits).map(logit -> logit - total).toArray();
    }

    @Override
    public void close() {
      model.close();
      tokenizer.close();
    }
  }
}
