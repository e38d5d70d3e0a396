package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.Optional;

/**
 * Labels as points in a learned space, compared with by cosine (ProtoVerb, Cui et al. 2022): no
 * word has to be found for a label, though words may be used beside. Prototypes are learned once,
 * from the mask rows of the model as it is; where the model trains after that, they train with it.
 */
public final class PrototypicalVerbalizer implements CalibratedByLabel {
  private static final double TINY = 1e-12;

  private final ImmutableList<String> labels;
  private final Prototypes prototypes;
  private final Optional<Verbalizer> words;
  private final LabelPrior prior;

  private PrototypicalVerbalizer(
      ImmutableList<String> labels,
      Prototypes prototypes,
      Optional<Verbalizer> words,
      LabelPrior prior) {
    this.labels = labels;
    this.prototypes = prototypes;
    this.words = words;
    this.prior = prior;
  }

  /**
   * Learns prototypes from the labelled examples of the context; where what was learned before is
   * read in afterwards, they are as drawn.
   *
   * @param words the verbalizer whose labels these are, and whose scores count too where the
   *     options say so
   * @throws dev.cloze.base.ClozeException {@link VerbalizerError#NO_EXAMPLES}, {@link
   *     VerbalizerError#LABEL_WITHOUT_EXAMPLES}
   */
  public static PrototypicalVerbalizer of(
      Verbalizer words, PrototypicalOptions options, VerbalizerContext context) {
    ImmutableList<String> labels = words.labels();
    Prototypes prototypes =
        Prototypes.drawn(
            labels.size(), context.model().shape().hidden(), options.dimension(), context.seeds());
    if (!context.restored()) {
      try {
        learn(prototypes, context.support().requireLabelled("prototypes"), labels, options);
      } catch (RuntimeException e) {
        prototypes.close();
        throw e;
      }
    }
    boolean both = options.score() == PrototypicalOptions.Score.BOTH;
    return new PrototypicalVerbalizer(
        labels, prototypes, both ? Optional.of(words) : Optional.empty(), LabelPrior.NONE);
  }

  private static void learn(
      Prototypes prototypes,
      Support.Labelled examples,
      ImmutableList<String> names,
      PrototypicalOptions options) {
    Support.requireEach(names, examples.labels(), "a prototype");
    Scope.run(
        () -> {
          MaskStates states = examples.rows().all();
          ManualVerbalizer.requireOneMask(states);
          prototypes.learn(states.hidden(), examples.labels(), options);
        });
  }

  @Override
  public ImmutableList<String> labels() {
    return labels;
  }

  @Override
  public LabelPrior prior() {
    return prior;
  }

  @Override
  public Tensor evidence(MaskStates states) {
    ManualVerbalizer.requireOneMask(states);
    Tensor similarity = prototypes.similarity(states.hidden()); // [B,L]
    return Losses.logSoftmax(
        words
            .map(
                other ->
                    Arithmetic.scale(
                        Arithmetic.add(standardized(similarity), standardized(other.score(states))),
                        0.5)) // [B,L]
            .orElse(similarity));
  }

  @Override
  public PrototypicalVerbalizer calibrated(Calibration calibration) {
    return new PrototypicalVerbalizer(
        labels, prototypes, words, LabelPrior.of(labels, calibration));
  }

  /** Each example's scores less their mean, over their deviation (that of a sample). */
  private Tensor standardized(Tensor scores) {
    int count = labels.size();
    Tensor mean = Shapes.reshape(Arithmetic.sum(scores, -1), -1, 1); // [B,1]
    Tensor centred = Arithmetic.subtract(scores, Arithmetic.scale(mean, 1.0 / count)); // [B,L]
    Tensor squares = Arithmetic.sum(Arithmetic.multiply(centred, centred), -1); // [B]
    Tensor variance = Arithmetic.scale(squares, 1.0 / Math.max(1, count - 1)); // [B]
    Tensor deviation = Arithmetic.power(Arithmetic.shift(variance, TINY), 0.5); // [B]
    return Arithmetic.divide(centred, Shapes.reshape(deviation, -1, 1));
  }

  @Override
  public ImmutableMap<String, Tensor> parameters() {
    ImmutableMap.Builder<String, Tensor> parameters = ImmutableMap.builder();
    parameters.put("prototype_map", prototypes.map());
    parameters.put("prototypes", prototypes.centres());
    words.ifPresent(other -> parameters.putAll(other.parameters()));
    return parameters.buildOrThrow();
  }
}
