package dev.cloze.verbalizer;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.base.Default;

/**
 * How prototypes are learned and compared with (Cui et al. 2022, section 4).
 *
 * @param dimension the width of the space that prototypes lie in, D
 * @param epochs how often all examples are seen, a step each time
 * @param learningRate of Adam
 * @param score what an example is scored by
 */
public record PrototypicalOptions(
    @Default("64") int dimension,
    @Default("30") int epochs,
    @Default("0.01") double learningRate,
    @Default("prototypes") Score score)
    implements VerbalizerMaker {
  /** What an example is scored by. */
  public enum Score {
    /** The cosine with each prototype. */
    PROTOTYPES,
    /** The mean of that and of the label words' scores, each brought to one scale. */
    BOTH
  }

  /** Checks the ranges. */
  public PrototypicalOptions {
    checkArgument(dimension > 0, "dimension must be above 0, was %s", dimension);
    checkArgument(epochs > 0, "epochs must be above 0, was %s", epochs);
    checkArgument(
        learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
        "learning_rate must be above 0, was %s",
        learningRate);
  }

  /** 64 dimensions, 30 epochs at 0.01, by the prototypes alone. */
  public static PrototypicalOptions defaults() {
    return new PrototypicalOptions(64, 30, 0.01, Score.PROTOTYPES);
  }

  /** The same with another number of epochs. */
  public PrototypicalOptions withEpochs(int newEpochs) {
    return new PrototypicalOptions(dimension, newEpochs, learningRate, score);
  }

  /** The same with another score. */
  public PrototypicalOptions withScore(Score newScore) {
    return new PrototypicalOptions(dimension, epochs, learningRate, newScore);
  }

  @Override
  public PrototypicalVerbalizer make(LabelWords words, VerbalizerContext context) {
    Verbalizer manual = ManualVerbalizerOptions.defaults().make(words, context);
    return PrototypicalVerbalizer.of(manual, this, context);
  }
}
