package dev.cloze.verbalizer;

/**
 * How a {@link ManualVerbalizer} scores.
 *
 * @param handler how a word of several tokens is scored, {@link MultiTokenHandler#FIRST} by default
 * @param postLogSoftmax whether word scores become log-probabilities over the words of all labels
 *     before a label's mean is taken, true by default; without it a label's score is the mean of
 *     its words' raw scores, and calibration is not possible
 */
public record ManualVerbalizerOptions(MultiTokenHandler handler, boolean postLogSoftmax)
    implements VerbalizerMaker {

  /** What OpenPrompt does unless told otherwise. */
  public static ManualVerbalizerOptions defaults() {
    return new ManualVerbalizerOptions(MultiTokenHandler.FIRST, true);
  }

  /** The same options with another handler. */
  public ManualVerbalizerOptions withHandler(MultiTokenHandler newHandler) {
    return new ManualVerbalizerOptions(newHandler, postLogSoftmax);
  }

  /** The same options with or without log-probabilities. */
  public ManualVerbalizerOptions withPostLogSoftmax(boolean on) {
    return new ManualVerbalizerOptions(handler, on);
  }

  @Override
  public ManualVerbalizer make(LabelWords words, VerbalizerContext context) {
    return ManualVerbalizer.of(words, context.tokenizer(), this);
  }
}
