package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.Reads;

/** A kind of verbalizer with its options, as a user asks for it before there is a model. */
public interface VerbalizerMaker {
  /**
   * The words that the labels shall have, once a kind that looks for words has done so; those given
   * unless the kind says otherwise. What comes out is stored with what was trained.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link VerbalizerError}
   */
  default ChosenWords choose(LabelWords given, VerbalizerContext context) {
    return ChosenWords.of(given);
  }

  /**
   * The verbalizer of words that were chosen, which whoever calls this closes. In a context that is
   * restored it is as it is before it has learned, ready for what was trained to be read into it.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link VerbalizerError}
   */
  Verbalizer make(LabelWords words, VerbalizerContext context);

  /** Where the model is read: at the masks, unless the kind says otherwise. */
  default Reads reads() {
    return Reads.MASKS;
  }

  /**
   * How many tokens longer than with its mask a prompt may become when answers are put in.
   *
   * @throws dev.cloze.base.ClozeException with a code of {@link VerbalizerError}
   */
  default int room(LabelWords words, PretrainedTokenizer tokenizer) {
    return 0;
  }

  /** What may stand at the mask, where this depends on the example; none unless it says so. */
  default ImmutableList<Template> answers(LabelWords words) {
    return ImmutableList.of();
  }

  /**
   * Checks what can be said of the words before there is a model.
   *
   * @throws ClozeException with a code of {@link VerbalizerError}, or of what else is read
   */
  default void requireWords(LabelWords given) {}

  /**
   * Checks that a template asks what this reads: one mask, unless the kind says otherwise.
   *
   * @param masks how many masks the template has
   * @throws ClozeException {@link VerbalizerError#SEVERAL_MASKS}, {@link
   *     VerbalizerError#OTHER_MASKS}, {@link VerbalizerError#READS_NO_MASK}
   */
  default void requireMasks(int masks) {
    if (masks != 1) {
      throw new ClozeException(
          VerbalizerError.SEVERAL_MASKS,
          "template: %d masks were found; the verbalizer reads one",
          masks);
    }
  }
}
