package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.plm.LanguageModel;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;

/**
 * Label vectors in the place of label words (WARP, Hambardzumyan et al. 2021): a label's score is
 * the product of its vector with what the model's own map to the vocabulary would read at the mask.
 * A vector starts as the mean of the rows that this map has for the tokens of the label's words.
 * The head in front of it is the model's own, and trains only where the model does.
 */
public final class SoftVerbalizer implements LabelOdds, CalibratedByLabel {
  /** What the vectors are called among the parameters. */
  public static final String LABEL_VECTORS = "label_vectors";

  private final ImmutableList<String> labels;
  private final Tensor vectors;
  private final LabelPrior prior;

  private SoftVerbalizer(ImmutableList<String> labels, Tensor vectors, LabelPrior prior) {
    this.labels = labels;
    this.vectors = vectors;
    this.prior = prior;
  }

  /**
   * A verbalizer that starts from label words; it owns its vectors until it is closed.
   *
   * @param tokens the words and their tokens
   * @param model the model whose head gives the vectors
   */
  public static SoftVerbalizer of(LabelWordTokens tokens, LanguageModel model) {
    ImmutableList<String> labels = tokens.words().labels();
    int hidden = model.shape().hidden();
    float[] vectors = new float[labels.size() * hidden];
    for (int label = 0; label < labels.size(); label++) {
      float[] mean = meanRow(tokens, label, model);
      System.arraycopy(mean, 0, vectors, label * hidden, hidden);
    }
    return new SoftVerbalizer(
        labels,
        Scope.get(() -> Tensor.of(vectors, labels.size(), hidden).trainable().lasting()), // [L,H]
        LabelPrior.NONE);
  }

  /** A {@link VerbalizerMaker}: {@code SoftVerbalizer::of}. */
  public static SoftVerbalizer of(LabelWords words, VerbalizerContext context) {
    return of(LabelWordTokens.of(words, context.tokenizer()), context.model());
  }

  private static float[] meanRow(LabelWordTokens tokens, int label, LanguageModel model) {
    ImmutableIntArray.Builder ids = ImmutableIntArray.builder();
    tokens.entries().stream()
        .filter(entry -> entry.label() == label)
        .forEach(entry -> ids.addAll(entry.ids()));
    long[] wanted = ids.build().stream().asLongStream().toArray();
    return Scope.get(
        () -> {
          Tensor rows = // [W,H]
              model.outputRows(
                  Pass.scoring(Plan.EMPTY, NumberFormat.F32), Tensor.of(wanted, wanted.length));
          Tensor mean = Arithmetic.scale(Arithmetic.sum(rows, 0), 1.0 / wanted.length); // [H]
          return mean.toFloats();
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
    return Losses.logSoftmax(products(states));
  }

  /** Of a label's vector, as if it were one more token, against all tokens. */
  @Override
  public Tensor odds(MaskStates states) {
    Tensor all = Losses.logSumExp(states.logits(), -1); // [B]
    return Arithmetic.subtract(products(states), Shapes.reshape(all, -1, 1));
  }

  /** The product of each label's vector with what the map to the vocabulary reads, [B,L]. */
  private Tensor products(MaskStates states) {
    ManualVerbalizer.requireOneMask(states);
    return Layers.linear(states.transformed(), vectors, ImmutableList.of());
  }

  @Override
  public SoftVerbalizer calibrated(Calibration calibration) {
    return new SoftVerbalizer(labels, vectors, LabelPrior.of(labels, calibration));
  }

  @Override
  public ImmutableMap<String, Tensor> parameters() {
    return ImmutableMap.of(LABEL_VECTORS, vectors);
  }
}
