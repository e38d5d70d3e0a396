package dev.cloze.verbalizer;

/** A kind of verbalizer with its options, as a user asks for it before there is a model. */
public interface VerbalizerMaker {
  /**
   * The words that the labels shall have, once a kind that looks for words has done so; those given
   * unless the kind says otherwise. What comes out is stored with what was trained.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link VerbalizerError}
   */
  default LabelWords choose(LabelWords given, VerbalizerContext context) {
    return given;
  }

  /**
   * The verbalizer of words that were chosen, which whoever calls this closes. Without support it
   * is as it is before it has learned, ready for what was trained to be read into it.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link VerbalizerError}
   */
  Verbalizer make(LabelWords words, VerbalizerContext context);
}
