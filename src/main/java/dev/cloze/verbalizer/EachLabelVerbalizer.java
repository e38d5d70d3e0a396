package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Tensor;
import java.util.Optional;

/**
 * Decides each label by itself, so that a text may have several or none. A label's odds are those
 * of its words against everything else that may stand at the mask; calibration divides them by the
 * odds that the label has in the mean over support texts. A label is then on where its words are
 * likelier than they usually are.
 *
 * <p>The decision is our own. That a word is to be compared with how likely it is anyway is the
 * domain-conditional mutual information of Holtzman et al. 2021 ("Surface Form Competition"), here
 * with odds in the place of probabilities: what is divided stays between 0 and 1.
 */
public final class EachLabelVerbalizer implements Verbalizer {
  private static final double LEAST = 1e-6;

  private final LabelOdds inner;
  private final LabelPrior prior;

  private EachLabelVerbalizer(LabelOdds inner, LabelPrior prior) {
    this.inner = inner;
    this.prior = prior;
  }

  static EachLabelVerbalizer of(LabelOdds inner) {
    return new EachLabelVerbalizer(inner, LabelPrior.NONE);
  }

  @Override
  public ImmutableList<String> labels() {
    return inner.labels();
  }

  /** The log-odds of each label, [B,L]: their sigmoid are the probabilities. */
  @Override
  public Tensor score(MaskStates states) {
    return prior.takenOff(inner.odds(states));
  }

  /** A probability a label. */
  @Override
  public ImmutableList<String> evidence() {
    return labels();
  }

  /** The sigmoid of the odds that are not calibrated, [B,L]. */
  @Override
  public Tensor evidence(MaskStates states) {
    Tensor inverse = Arithmetic.exp(Arithmetic.scale(inner.odds(states), -1)); // [B,L]
    return Arithmetic.power(Arithmetic.shift(inverse, 1), -1);
  }

  @Override
  public EachLabelVerbalizer calibrated(Calibration calibration) {
    float[] means = calibration.at(labels());
    float[] logOdds = new float[means.length];
    for (int label = 0; label < means.length; label++) {
      double mean = Math.min(Math.max(means[label], LEAST), 1 - LEAST);
      logOdds[label] = (float) Math.log(mean / (1 - mean));
    }
    return new EachLabelVerbalizer(inner, new LabelPrior(Optional.of(logOdds)));
  }

  @Override
  public boolean decidesEach() {
    return true;
  }

  @Override
  public boolean readsAgain() {
    return inner.readsAgain();
  }

  @Override
  public ImmutableMap<String, Tensor> parameters() {
    return inner.parameters();
  }
}
