package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Shorthand;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PretrainedTokenizer;

/**
 * Labels whose answer is text in the template language, which may name fields of the example: a
 * label is as likely as the model is to write its answer. {@code {"meta": "choice1"}} as the word
 * of the first label makes a choice of answers (OpenPrompt's {@code GenerationVerbalizer} with
 * {@code is_rule}).
 *
 * @param scoring how an answer's tokens are read
 */
@Shorthand("scoring")
public record GenerativeOptions(ExactOptions scoring) implements VerbalizerMaker {
  /** Left to right, the mean over an answer's tokens. */
  public static GenerativeOptions defaults() {
    return new GenerativeOptions(ExactOptions.defaults().withPerToken(true));
  }

  @Override
  public ImmutableList<Template> answers(LabelWords words) {
    return words.entries().stream()
        .flatMap(
            label -> label.words().stream().map(word -> answer(label, word, words.encoded(word))))
        .collect(ImmutableList.toImmutableList());
  }

  private static Template answer(LabelWords.Label label, LabelWords.Word word, String text) {
    Template answer = Template.parseFragment(text);
    if (answer.masks() > 0 || !answer.softGroups().isEmpty()) {
      throw new ClozeException(
          VerbalizerError.OTHER_MASKS,
          "label '%s', word '%s': an answer is text, of the template or of the example; leave out"
              + " masks and soft tokens",
          label.name(),
          word.text());
    }
    return answer;
  }

  @Override
  public void requireWords(LabelWords given) {
    answers(given);
  }

  @Override
  public int room(LabelWords words, PretrainedTokenizer tokenizer) {
    return scoring.mostTokens() - 1;
  }

  @Override
  public ExactVerbalizer make(LabelWords words, VerbalizerContext context) {
    return ExactVerbalizer.ofExamples(words, scoring, context.model().shape().kind());
  }
}
