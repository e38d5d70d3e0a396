package dev.cloze.verbalizer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.Reads;

/**
 * Labels that are each decided by themselves ({@link EachLabelVerbalizer}), by the words or vectors
 * of another kind: manual, one word each, soft, or a head.
 *
 * @param inner the other kind
 */
public record EachLabelOptions(VerbalizerMaker inner) implements VerbalizerMaker {
  @Override
  public ChosenWords choose(LabelWords given, VerbalizerContext context) {
    return inner.choose(given, context);
  }

  /**
   * The verbalizer.
   *
   * @throws IllegalArgumentException where the other kind only compares labels with each other
   */
  @Override
  public EachLabelVerbalizer make(LabelWords words, VerbalizerContext context) {
    Verbalizer made = inner.make(words, context);
    if (!(made instanceof LabelOdds)) {
      made.close();
    }
    checkArgument(
        made instanceof LabelOdds,
        "%s only compares labels with each other; it decides none by itself",
        made.getClass().getSimpleName());
    return EachLabelVerbalizer.of((LabelOdds) made);
  }

  @Override
  public Reads reads() {
    return inner.reads();
  }

  @Override
  public int room(LabelWords words, PretrainedTokenizer tokenizer) {
    return inner.room(words, tokenizer);
  }

  @Override
  public ImmutableList<Template> answers(LabelWords words) {
    return inner.answers(words);
  }

  @Override
  public void requireWords(LabelWords given) {
    inner.requireWords(given);
  }

  @Override
  public void requireMasks(int masks) {
    inner.requireMasks(masks);
  }
}
