package dev.cloze.verbalizer;

import dev.cloze.base.ClozeException;

/**
 * One word a label and nothing else (OpenPrompt's {@code One2oneVerbalizer}): the manual
 * verbalizer, which refuses a second word.
 *
 * @param scoring how the words are scored
 */
public record OneToOneOptions(ManualVerbalizerOptions scoring) implements VerbalizerMaker {
  @Override
  public void requireWords(LabelWords given) {
    requireOne(given);
  }

  @Override
  public ChosenWords choose(LabelWords given, VerbalizerContext context) {
    requireOne(given);
    return ChosenWords.of(given);
  }

  static void requireOne(LabelWords given) {
    for (LabelWords.Label label : given.entries()) {
      if (label.words().size() != 1) {
        throw new ClozeException(
            VerbalizerError.ONE_WORD_EACH,
            "label '%s': it has %d words, and each label is to have one; leave one, or take the"
                + " kind manual",
            label.name(),
            label.words().size());
      }
    }
  }

  @Override
  public ManualVerbalizer make(LabelWords words, VerbalizerContext context) {
    return scoring.make(words, context);
  }
}
