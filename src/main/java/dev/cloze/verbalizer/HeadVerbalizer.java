package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Activation;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.SplittableRandom;

/**
 * A classification head, as language models are fine-tuned without a prompt (Devlin et al. 2019,
 * section 4.1): the hidden state x [B,H] of the token that stands for the text becomes {@code
 * out(dropout(tanh(dense(dropout(x)))))}, [B,L]. These are the layers of transformers' head of
 * RoBERTa, and of BERT's pooler and classifier, which have one dropout less. Weights start from
 * normal noise with a standard deviation of 0.02, biases from 0; all compute in single precision.
 *
 * <p>A head says nothing before it is trained. Each label's score depends on weights of its own, so
 * that labels can be decided one by one: the scores are then their log-odds.
 */
public final class HeadVerbalizer implements LabelOdds, CalibratedByLabel {
  static final String STREAM = "head";

  private static final double DEVIATION = 0.02;
  private static final String DENSE = "head/dense";
  private static final String OUT = "head/out";
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

  private final ImmutableList<String> labels;
  private final HeadOptions options;
  private final ImmutableMap<String, Tensor> parameters;
  private final LabelPrior prior;

  private HeadVerbalizer(
      ImmutableList<String> labels,
      HeadOptions options,
      ImmutableMap<String, Tensor> parameters,
      LabelPrior prior) {
    this.labels = labels;
    this.options = options;
    this.parameters = parameters;
    this.prior = prior;
  }

  /**
   * A head that has learned nothing; it owns its weights until it is closed.
   *
   * @param hidden the width of the model, H
   * @param random what the weights are drawn from, the dense layer's first
   */
  static HeadVerbalizer fresh(
      ImmutableList<String> labels, int hidden, HeadOptions options, SplittableRandom random) {
    ImmutableMap.Builder<String, Tensor> parameters = ImmutableMap.builder();
    if (options.transform()) {
      put(parameters, DENSE, hidden, hidden, random);
    }
    put(parameters, OUT, labels.size(), hidden, random);
    return new HeadVerbalizer(labels, options, parameters.buildOrThrow(), LabelPrior.NONE);
  }

  private static void put(
      ImmutableMap.Builder<String, Tensor> parameters,
      String name,
      int rows,
      int columns,
      SplittableRandom random) {
    float[] weight = new float[rows * columns];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) (DEVIATION * random.nextGaussian());
    }
    parameters.put(
        name + WEIGHT,
        Scope.get(() -> Tensor.of(weight, rows, columns).trainable().lasting())); // [rows,columns]
    parameters.put(
        name + BIAS,
        Scope.get(() -> Tensor.of(new float[rows], rows).trainable().lasting())); // [rows]
  }

  @Override
  public ImmutableList<String> labels() {
    return labels;
  }

  @Override
  public LabelPrior prior() {
    return prior;
  }

  /** The head's scores, [B,L]. */
  @Override
  public Tensor evidence(MaskStates states) {
    ManualVerbalizer.requireOneMask(states);
    Tensor x = dropped(states, Memory.cast(states.hidden(), NumberFormat.F32)); // [B,H]
    if (options.transform()) {
      x = dropped(states, Activation.TANH.apply(linear(DENSE, x))); // [B,H]
    }
    return linear(OUT, x);
  }

  /** The head's scores again, which are then trained as log-odds. */
  @Override
  public Tensor odds(MaskStates states) {
    return evidence(states);
  }

  private Tensor dropped(MaskStates states, Tensor x) {
    return states.dropped(x, options.dropout());
  }

  private Tensor linear(String name, Tensor x) {
    return Layers.linear(
        x, parameters.get(name + WEIGHT), ImmutableList.of(parameters.get(name + BIAS)));
  }

  @Override
  public HeadVerbalizer calibrated(Calibration calibration) {
    return new HeadVerbalizer(labels, options, parameters, LabelPrior.of(labels, calibration));
  }

  @Override
  public ImmutableMap<String, Tensor> parameters() {
    return parameters;
  }
}
