package dev.cloze.verbalizer;

import static com.google.common.base.Preconditions.checkArgument;

import dev.cloze.base.ClozeException;
import dev.cloze.base.Default;
import dev.cloze.tokenize.Reads;
import java.util.Optional;

/**
 * A classification head, which needs neither a mask nor words: of {@link LabelWords} only the
 * labels count.
 *
 * @param transform whether a dense layer of the model's width and a tanh stand before the map to
 *     the labels
 * @param dropout the share that is set to 0 while training, in front of each of the two maps; where
 *     absent what the training sets everywhere or, where it leaves that to the model, 0.1
 */
public record HeadOptions(@Default("true") boolean transform, Optional<Double> dropout)
    implements VerbalizerMaker {
  /** Checks the share. */
  public HeadOptions {
    checkArgument(
        dropout.isEmpty() || (dropout.get() >= 0 && dropout.get() < 1),
        "dropout must be from 0 to below 1, was %s",
        dropout.orElse(0.0));
  }

  /** Two layers; the dropout of the training. */
  public static HeadOptions defaults() {
    return new HeadOptions(true, Optional.empty());
  }

  /** The same with or without the dense layer. */
  public HeadOptions withTransform(boolean newTransform) {
    return new HeadOptions(newTransform, dropout);
  }

  /** The same with a dropout of its own. */
  public HeadOptions withDropout(double share) {
    return new HeadOptions(transform, Optional.of(share));
  }

  @Override
  public HeadVerbalizer make(LabelWords words, VerbalizerContext context) {
    return HeadVerbalizer.fresh(
        words.labels(),
        context.model().shape().hidden(),
        this,
        context.seeds().stream(HeadVerbalizer.STREAM));
  }

  @Override
  public Reads reads() {
    return Reads.SEQUENCE;
  }

  /**
   * Checks that a template has no mask.
   *
   * @throws ClozeException {@link VerbalizerError#READS_NO_MASK}
   */
  @Override
  public void requireMasks(int masks) {
    if (masks != 0) {
      throw new ClozeException(
          VerbalizerError.READS_NO_MASK,
          "template: a mask was found; a head reads the token that stands for the whole text, and"
              + " no mask: leave {\"mask\"} out");
    }
  }
}
