package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.nn.StackInput;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.TinyClassifier;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.TokenRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageModelLossTest {
  private static final int BATCH = 2;
  private static final LanguageModelLossOptions LOSS = new LanguageModelLossOptions(0.25, 3, 0.3);
  private static final TrainingOptions PLAIN = withoutDropout();
  private static final List<Example> TRAIN =
      List.of(
          Example.of("The soup was wonderful.").withLabel(0),
          Example.of("A waste of money.").withLabel(1),
          Example.of("A long and dull evening.").withLabel(2));

  /** Texts of one to ten words, so that rows are padded and ask for different numbers of tokens. */
  private static final ImmutableList<Example> TEXTS =
      IntStream.rangeClosed(1, 10)
          .mapToObj(
              i ->
                  Example.of("the trophy impressed the children " + "in late October ".repeat(i))
                      .withId("text " + i))
          .collect(ImmutableList.toImmutableList());

  @TempDir Path folder;
  private TinyClassifier tiny;

  @BeforeEach
  void load() {
    tiny = new TinyClassifier("bert", LoadOptions.trained(NumberFormat.F32));
  }

  @AfterEach
  void close() {
    tiny.close();
  }

  /** One epoch at a rate that moves nothing to speak of, without chance but in the draws. */
  private static TrainingOptions withoutDropout() {
    TrainingOptions d = TrainingOptions.defaults();
    return new TrainingOptions(
        d.tune(),
        1,
        BATCH,
        1,
        1e-9,
        d.softLearningRate(),
        d.verbalizerLearningRate(),
        0,
        d.schedule(),
        0,
        d.maxGradientNorm(),
        Optional.of(0.0),
        0,
        false,
        d.classWeights(),
        d.select(),
        d.metric(),
        d.patience(),
        0);
  }

  private LanguageModelLoss loss(long seed) {
    return new LanguageModelLoss(tiny.classifier(), PLAIN, LOSS, TEXTS, Seeds.of(seed));
  }

  private static double firstLoss(TinyClassifier tiny, TrainingOptions options) {
    List<Double> losses = new ArrayList<>();
    TrainingLog log =
        new TrainingLog() {
          @Override
          public void step(long step, double loss, double factor) {
            losses.add(loss);
          }
        };
    new Training(tiny.classifier(), options, Seeds.of(4), log, Optional.empty())
        .withUnlabelled(TEXTS)
        .run(TRAIN, Progress.SILENT);
    return losses.get(0);
  }

  /** (1 - α) times the labels' loss and α times the mean surprise at the hidden tokens. */
  @Test
  void mixesBothLosses() {
    double labels = firstLoss(tiny, PLAIN);
    double tokens = surprise(loss(4).ask(0, BATCH));

    double found = firstLoss(tiny, PLAIN.withLanguageModel(LOSS));

    assertThat(tokens).isGreaterThan(4); // 480 tokens, of which the model knows nothing
    assertThat(found).isCloseTo(0.75 * labels + 0.25 * tokens, within(2e-4));
    assertThat(found).isNotCloseTo(0.25 * labels + 0.75 * tokens, within(2e-2));
  }

  /** Each prompt alone, without padding, the scores of all tokens at all its places. */
  private double surprise(HiddenTokens hidden) {
    double sum = 0;
    int most = hidden.prompts().get(0).maskPositions().length();
    for (int i = 0; i < hidden.rows().length(); i++) {
      EncodedPrompt prompt = hidden.prompts().get((int) hidden.rows().get(i) / most);
      int position = prompt.maskPositions().get((int) hidden.rows().get(i) % most);
      float[] logits = logits(prompt);
      int vocabulary = logits.length / prompt.length();
      double all = 0;
      for (int token = 0; token < vocabulary; token++) {
        all += Math.exp(logits[position * vocabulary + token]);
      }
      sum += Math.log(all) - logits[position * vocabulary + (int) hidden.right().get(i)];
    }
    return sum / hidden.rows().length();
  }

  private float[] logits(EncodedPrompt prompt) {
    LanguageModel model = tiny.classifier().model().model();
    int length = prompt.length();
    return Scope.get(
        () -> {
          Pass pass = Pass.scoring(Plan.EMPTY, NumberFormat.F32);
          long[] ids = prompt.ids().stream().asLongStream().toArray();
          StackInput input =
              new StackInput(
                  model.embed(pass, Tensor.of(ids, 1, length)),
                  Tensor.of(new long[length], 1, length),
                  AttentionMask.of(1, length, LongStream.range(0, length).map(i -> 1).toArray()),
                  0);
          Tensor hidden = Shapes.reshape(model.encode(pass, input), length, -1);
          return model.logits(pass, hidden).toFloats();
        });
  }

  @Test
  void hidesTextAloneAndLeavesTheRest() {
    for (long batch = 0; batch < 50; batch++) {
      HiddenTokens hidden = loss(1).ask(batch, BATCH);
      int most = hidden.prompts().get(0).maskPositions().length();
      boolean[][] asked = new boolean[hidden.prompts().size()][];
      Arrays.setAll(asked, i -> new boolean[hidden.prompts().get(i).length()]);
      for (int i = 0; i < hidden.rows().length(); i++) {
        int row = (int) hidden.rows().get(i) / most;
        int position =
            hidden.prompts().get(row).maskPositions().get((int) hidden.rows().get(i) % most);
        TokenRole role = hidden.prompts().get(row).roles().get(position);
        assertThat(role).isIn(TokenRole.TEXT, TokenRole.SHORTENABLE);
        assertThat(hidden.right().get(i)).isEqualTo(original(hidden, row).get(position));
        asked[row][position] = true;
      }
      for (int row = 0; row < asked.length; row++) {
        int text = 0;
        int count = 0;
        for (int i = 0; i < asked[row].length; i++) {
          TokenRole role = hidden.prompts().get(row).roles().get(i);
          text += role == TokenRole.TEXT || role == TokenRole.SHORTENABLE ? 1 : 0;
          count += asked[row][i] ? 1 : 0;
          if (!asked[row][i]) {
            assertThat(hidden.prompts().get(row).ids().get(i))
                .isEqualTo(original(hidden, row).get(i));
          }
        }
        assertThat(count).isEqualTo((int) Math.round(0.3 * text));
      }
    }
  }

  private ImmutableIntArray original(HiddenTokens hidden, int row) {
    String id = hidden.prompts().get(row).exampleId();
    Example example = TEXTS.stream().filter(text -> text.id().equals(id)).findFirst().get();
    return tiny.classifier().tokenizer().encode(example).ids();
  }

  /** Six texts a batch of ten: 0 to 5, then 6 to 9 and two of the next round. */
  @Test
  void takesEachTextOnceARound() {
    List<String> first = new ArrayList<>(ids(loss(1).ask(0, BATCH)));
    List<String> second = ids(loss(1).ask(1, BATCH));
    first.addAll(second.subList(0, 4));

    assertThat(first).containsExactlyInAnyOrderElementsOf(TEXTS.stream().map(Example::id).toList());
    assertThat(ids(loss(1).ask(0, 1))).isEqualTo(first.subList(0, 3));
    assertThat(ids(loss(2).ask(0, BATCH))).isNotEqualTo(first.subList(0, 6));
    // a batch is asked the same whatever was asked before
    LanguageModelLoss jumps = loss(1);
    jumps.ask(9, BATCH);
    assertThat(jumps.ask(1, BATCH)).isEqualTo(loss(1).ask(1, BATCH));
    assertThat(jumps.ask(0, BATCH)).isNotEqualTo(jumps.ask(5, BATCH));
  }

  private static List<String> ids(HiddenTokens hidden) {
    return hidden.prompts().stream().map(EncodedPrompt::exampleId).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 4, 6})
  void goesOnExactlyWhereItWasKilled(long at) {
    TrainingOptions options = PLAIN.withEpochs(3).withLearningRate(3e-3).withLanguageModel(LOSS);
    StateFile file = new StateFile(folder.resolve("state.safetensors"));
    TrainingLog killer =
        new TrainingLog() {
          @Override
          public void step(long step, double loss, double factor) {
            if (step == at) {
              throw new IllegalStateException("killed");
            }
          }
        };

    List<float[]> unbroken = weights(options, TrainingLog.SILENT, Optional.empty());
    assertThatThrownBy(() -> weights(options, killer, Optional.of(file))).hasMessage("killed");
    List<float[]> resumed = weights(options, TrainingLog.SILENT, Optional.of(file));

    for (int i = 0; i < unbroken.size(); i++) {
      assertThat(Arrays.equals(resumed.get(i), unbroken.get(i))).isTrue();
    }
  }

  private static List<float[]> weights(
      TrainingOptions options, TrainingLog log, Optional<StateFile> file) {
    try (TinyClassifier own = new TinyClassifier("bert", LoadOptions.trained(NumberFormat.F32))) {
      int before = Tensor.liveCount();
      new Training(own.classifier(), options, Seeds.of(5), log, file)
          .withUnlabelled(TEXTS)
          .run(TRAIN, Progress.SILENT);
      assertThat(Tensor.liveCount()).isEqualTo(before);
      return own.classifier().model().tensors().stream().map(Tensor::toFloats).toList();
    }
  }

  /** The words that no label has learn from it too: it is not the labels' loss in disguise. */
  @Test
  void teachesTheModelItsTokens() {
    double before = surprise(loss(1).ask(0, BATCH));
    TrainingOptions options =
        PLAIN
            .withEpochs(20)
            .withLearningRate(3e-3)
            .withLanguageModel(new LanguageModelLossOptions(0.5, 3, 0.15));

    new Training(tiny.classifier(), options, Seeds.of(8))
        .withUnlabelled(TEXTS)
        .run(TRAIN, Progress.SILENT);

    assertThat(surprise(loss(1).ask(0, BATCH))).isLessThan(before / 2);
  }

  @Test
  void refusesACausalModel() {
    try (TinyClassifier causal =
        new TinyClassifier("gpt2", LoadOptions.trained(NumberFormat.F32))) {
      assertRefused(
          causal,
          "training.language_model: gpt2 is no masked model, which alone can name hidden tokens;"
              + " take one, or leave the key out");
    }
  }

  @Test
  void refusesWhereNothingMovesByIt() {
    try (TinyClassifier frozen = new TinyClassifier("bert", LoadOptions.frozen(NumberFormat.F32))) {
      assertRefused(
          frozen,
          "training.language_model: it moves the model and soft tokens, and neither trains here;"
              + " tune: full or a soft token would");
    }
  }

  private static void assertRefused(TinyClassifier tiny, String message) {
    assertThatThrownBy(() -> LanguageModelLoss.requireFit(tiny.classifier()))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(TrainError.NO_LANGUAGE_MODEL_LOSS))
        .hasMessage(message);
  }

  @Test
  void refusesSharesThatAreNone() {
    assertThatThrownBy(() -> new LanguageModelLossOptions(1, 3, 0.15))
        .hasMessage("share must be above 0 and below 1, was 1.0");
    assertThatThrownBy(() -> new LanguageModelLossOptions(0.1, 0, 0.15))
        .hasMessage("texts must be above 0, was 0");
    assertThatThrownBy(() -> new LanguageModelLossOptions(0.1, 3, 0))
        .hasMessage("masked must be above 0 and below 1, was 0.0");
  }
}
