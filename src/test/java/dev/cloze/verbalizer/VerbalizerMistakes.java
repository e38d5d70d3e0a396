package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Mistakes with rules, masks and examples, for {@link VerbalizerErrorTest}: code, mistake, message.
 */
final class VerbalizerMistakes {
  private VerbalizerMistakes() {}

  static ImmutableList<Arguments> inRules() {
    ImmutableMap<String, RuleOptions.SubPrompt> asked =
        ImmutableMap.of(
            "subject",
            new RuleOptions.SubPrompt(
                0,
                ImmutableMap.of("person", ImmutableList.of("man"), "firm", ImmutableList.of("x"))),
            "relation",
            new RuleOptions.SubPrompt(1, ImmutableMap.of("founded", ImmutableList.of("founded"))));
    return ImmutableList.of(
        row(
            VerbalizerError.BAD_RULE,
            () ->
                new RuleOptions(
                    asked, ImmutableMap.of("founder", "subjekt = person and relation = founded")),
            "rule of 'founder': no sub-prompt is named 'subjekt'; did you mean 'subject'? known:"
                + " relation, subject"),
        row(
            VerbalizerError.BAD_RULE,
            () -> new RuleOptions(asked, ImmutableMap.of("founder", "subject = persona")),
            "rule of 'founder': the sub-prompt 'subject' has no value 'persona'; did you mean"
                + " 'person'? known: firm, person"),
        row(
            VerbalizerError.BAD_RULE,
            () -> new RuleOptions(asked, ImmutableMap.of("founder", "subject is person")),
            "rule of 'founder': found 'subject is person'; a sub-prompt, '=' and a value belong"
                + " there"),
        row(
            VerbalizerError.BAD_RULE,
            () ->
                new RuleOptions(
                    asked, ImmutableMap.of("both", "subject = person and subject = firm")),
            "rule of 'both': the sub-prompt 'subject' stands twice; write 'value|value' for"
                + " either"),
        row(
            VerbalizerError.BAD_RULE,
            () ->
                new RuleOptions(
                    asked, ImmutableMap.of("one", "subject = firm", "two", "subject = firm")),
            "rule of 'two': it has the rule of the label 'one': nothing tells them apart"),
        row(
            VerbalizerError.OTHER_MASKS,
            () ->
                new RuleOptions(asked, ImmutableMap.of("one", "relation = founded"))
                    .requireMasks(1),
            "sub-prompt 'relation' reads mask 1, counted from 0; the template has 1"),
        row(
            VerbalizerError.OTHER_MASKS,
            () ->
                new RuleOptions(asked, ImmutableMap.of("one", "relation = founded"))
                    .requireMasks(3),
            "the template has 3 masks, and no sub-prompt reads mask 2, counted from 0"),
        row(
            VerbalizerError.READS_NO_MASK,
            () -> HeadOptions.defaults().requireMasks(1),
            "template: a mask was found; a head reads the token that stands for the whole text, and"
                + " no mask: leave {\"mask\"} out"));
  }

  static ImmutableList<Arguments> withExamples(LabelWords words) {
    Support support = Support.NONE;
    return ImmutableList.of(
        row(
            VerbalizerError.NO_EXAMPLES,
            () -> support.requireLabelled("prototypes"),
            "verbalizer: prototypes are made from labelled examples, and there are none; name them"
                + " in data.train"),
        row(
            VerbalizerError.NO_EXAMPLES,
            () -> support.requireTexts("the relevance of words"),
            "verbalizer: the relevance of words looks at texts, and there are none; name them in"
                + " data.unlabelled or data.train"),
        row(
            VerbalizerError.LABEL_WITHOUT_EXAMPLES,
            () ->
                Support.requireEach(
                    ImmutableList.of("bad", "good"), ImmutableIntArray.of(0, 0), "a prototype"),
            "label 'good': none of 2 examples has it, and a prototype is made from at least one;"
                + " give examples of every label"),
        row(
            VerbalizerError.ONE_WORD_EACH,
            () -> OneToOneOptions.requireOne(words),
            "label 'good': it has 2 words, and each label is to have one; leave one, or take the"
                + " kind manual"),
        row(
            VerbalizerError.OTHER_MASKS,
            () ->
                GenerativeOptions.defaults()
                    .requireWords(LabelWords.ofSingle(List.of("one"), List.of("{\"mask\"} x"))),
            "label 'one', word '{\"mask\"} x': an answer is text, of the template or of the"
                + " example; leave out masks and soft tokens"),
        row(
            VerbalizerError.ANSWER_LENGTH,
            () ->
                new ExactOptions(AnswerOrder.JOINT, false, 2)
                    .requireShort(ImmutableIntArray.of(1, 2, 3)),
            "label words: one has 3 tokens; at most 2 are scored: shorten it, or raise"
                + " most_tokens"));
  }

  private static Arguments row(VerbalizerError code, Runnable mistake, String message) {
    return Arguments.of(code, mistake, message);
  }
}
