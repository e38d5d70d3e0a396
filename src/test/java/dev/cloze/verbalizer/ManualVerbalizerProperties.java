package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.cloze.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slf4j.LoggerFactory;

/** What holds of every choice of words and every score. */
class ManualVerbalizerProperties {
  private static final int VOCABULARY = 12;
  private static final double TOLERANCE = 2e-5;
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(ManualVerbalizer.class);

  @BeforeContainer
  static void hushWarningsOfRandomWords() {
    LOGGER.setLevel(Level.ERROR);
  }

  @AfterContainer
  static void warnAgain() {
    LOGGER.setLevel(null);
  }

  @Property(tries = 300)
  void equalsThePaddedArithmeticInDoublePrecision(
      @ForAll("labels") List<List<List<Integer>>> labels,
      @ForAll("logits") double[] logits,
      @ForAll("logits") double[] support,
      @ForAll MultiTokenHandler handler,
      @ForAll boolean postLogSoftmax,
      @ForAll boolean calibrate) {
    ManualVerbalizerOptions options = new ManualVerbalizerOptions(handler, postLogSoftmax);
    boolean isCalibrated = calibrate && postLogSoftmax;
    LabelWords words = weighed(words(labels));

    double[] scores =
        Scope.get(
            () -> {
              ManualVerbalizer verbalizer = NumberedWords.verbalizer(words, options);
              if (isCalibrated) {
                Calibrator calibrator = verbalizer.calibrator();
                calibrator.add(GivenMaskStates.of(new double[][] {support}));
                verbalizer = verbalizer.calibrated(calibrator.calibration());
              }
              return verbalizer.score(GivenMaskStates.of(new double[][] {logits})).toDoubles();
            });

    assertThat(scores)
        .containsExactly(
            PaddedArithmetic.scores(
                logits,
                ids(labels),
                weights(words),
                handler,
                postLogSoftmax,
                isCalibrated ? support : null),
            within(TOLERANCE));
  }

  @Property(tries = 100)
  void theOrderOfALabelsWordsDoesNotMatter(
      @ForAll("labels") List<List<List<Integer>>> labels,
      @ForAll("logits") double[] logits,
      @ForAll MultiTokenHandler handler) {
    List<List<List<Integer>>> reversed = labels.stream().map(Lists::reverse).toList();

    assertThat(scores(labels, logits, handler))
        .containsExactly(scores(reversed, logits, handler), within(TOLERANCE));
  }

  @Property(tries = 100)
  void doublingEveryWordLowersEveryLabelByTheSame(
      @ForAll("labels") List<List<List<Integer>>> labels,
      @ForAll("logits") double[] logits,
      @ForAll MultiTokenHandler handler) {
    List<List<List<Integer>>> doubled =
        labels.stream()
            .map(label -> Stream.concat(label.stream(), label.stream()).toList())
            .toList();
    double[] lowered =
        Arrays.stream(scores(labels, logits, handler)).map(s -> s - Math.log(2)).toArray();

    assertThat(scores(doubled, logits, handler)).containsExactly(lowered, within(TOLERANCE));
  }

  @Property(tries = 100)
  void oneWordForEachLabelGivesLogProbabilities(
      @ForAll("labels") List<List<List<Integer>>> labels,
      @ForAll("logits") double[] logits,
      @ForAll MultiTokenHandler handler) {
    List<List<List<Integer>>> single = labels.stream().map(label -> label.subList(0, 1)).toList();

    double sum = Arrays.stream(scores(single, logits, handler)).map(Math::exp).sum();

    assertThat(sum).isCloseTo(1, within(TOLERANCE));
  }

  @Property(tries = 100)
  void addingTheSameToEveryScoreChangesNothing(
      @ForAll("labels") List<List<List<Integer>>> labels,
      @ForAll("logits") double[] logits,
      @ForAll MultiTokenHandler handler) {
    double[] shifted = Arrays.stream(logits).map(x -> x + 4).toArray();

    assertThat(scores(labels, logits, handler))
        .containsExactly(scores(labels, shifted, handler), within(TOLERANCE));
  }

  @Property(tries = 100)
  void labelsMoveWithTheirWords(
      @ForAll("labels") List<List<List<Integer>>> labels,
      @ForAll("logits") double[] logits,
      @ForAll MultiTokenHandler handler) {
    double[] expected = scores(labels, logits, handler);
    double[] reversed =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> expected[expected.length - 1 - i])
            .toArray();

    assertThat(scores(Lists.reverse(labels), logits, handler))
        .containsExactly(reversed, within(TOLERANCE));
  }

  @Provide
  Arbitrary<List<List<List<Integer>>>> labels() {
    return Arbitraries.integers()
        .between(0, VOCABULARY - 1)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<double[]> logits() {
    return Arbitraries.doubles().between(-8, 8).ofScale(3).array(double[].class).ofSize(VOCABULARY);
  }

  private static double[] scores(
      List<List<List<Integer>>> labels, double[] logits, MultiTokenHandler handler) {
    return Scope.get(
        () ->
            NumberedWords.verbalizer(
                    words(labels), ManualVerbalizerOptions.defaults().withHandler(handler))
                .score(GivenMaskStates.of(new double[][] {logits}))
                .toDoubles());
  }

  private static LabelWords words(List<List<List<Integer>>> labels) {
    return NumberedWords.words(
        labels.stream().map(label -> label.stream().map(NumberedWords::word).toList()).toList());
  }

  /** Words of weight 1, 2 and 3 in turn. */
  private static LabelWords weighed(LabelWords words) {
    ImmutableList.Builder<LabelWords.Label> entries = ImmutableList.builder();
    for (LabelWords.Label label : words.entries()) {
      ImmutableList.Builder<LabelWords.Word> own = ImmutableList.builder();
      for (int i = 0; i < label.words().size(); i++) {
        own.add(new LabelWords.Word(label.words().get(i).text(), 1 + i % 3));
      }
      entries.add(new LabelWords.Label(label.name(), own.build()));
    }
    return new LabelWords(entries.build(), words.prefix());
  }

  private static double[][] weights(LabelWords words) {
    return words.entries().stream()
        .map(label -> label.words().stream().mapToDouble(LabelWords.Word::weight).toArray())
        .toArray(double[][]::new);
  }

  private static int[][][] ids(List<List<List<Integer>>> labels) {
    return labels.stream()
        .map(
            label ->
                label.stream()
                    .map(word -> word.stream().mapToInt(Integer::intValue).toArray())
                    .toArray(int[][]::new))
        .toArray(int[][][]::new);
  }
}
