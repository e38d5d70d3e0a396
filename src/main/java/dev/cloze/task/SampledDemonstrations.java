package dev.cloze.task;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.data.DemonstrationOptions;
import dev.cloze.data.DemonstrationPool;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.plm.Architectures;
import dev.cloze.template.RenderedPiece;
import dev.cloze.template.Template;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.VerbalizerMaker;
import java.util.List;
import java.util.function.Function;

/**
 * Demonstrations that are drawn for each text, from examples that have a label each.
 *
 * @param options how they are drawn
 * @param examples what they are drawn from, most often those that are trained on
 */
public record SampledDemonstrations(DemonstrationOptions options, ImmutableList<Example> examples) {
  /** Demonstrations that are drawn from some examples. */
  public static SampledDemonstrations of(DemonstrationOptions options, List<Example> examples) {
    return new SampledDemonstrations(options, ImmutableList.copyOf(examples));
  }

  /**
   * Checks what can be checked before a model is loaded.
   *
   * @param trains whether the examples are shown with one another
   * @throws ClozeException {@link TaskError#NO_PLACE_TO_SHOW}; {@link
   *     dev.cloze.data.DataError#TOO_FEW_DEMONSTRATIONS}; where there is no encoder
   */
  public void requireFit(
      Template template, LabelWords words, VerbalizerMaker maker, boolean trains) {
    if (!template.showsDemonstrations()) {
      throw new ClozeException(
          TaskError.NO_PLACE_TO_SHOW,
          "demonstrations are to be drawn, and the template has no place for them; put"
              + " {\"demonstrations\"} into it, or leave out the section demonstrations");
    }
    options.encoder().ifPresent(Architectures::requireEncoder);
    pool(words, maker).require(options.perLabel(), trains);
  }

  /** The examples, each with the first word of its label as the answer that is shown. */
  DemonstrationPool pool(LabelWords words, VerbalizerMaker maker) {
    LabelSet labels = LabelSet.of(words.labels());
    List<Template> rules = maker.answers(words);
    return DemonstrationPool.of(
        examples, labels, rules.isEmpty() ? fixed(words) : written(words, rules));
  }

  private static Function<Example, String> fixed(LabelWords words) {
    List<String> shown =
        words.entries().stream().map(label -> LabelWords.bare(label.words().get(0))).toList();
    return example -> shown.get(example.label().orElseThrow());
  }

  /** Words that are text in the template language, filled in for each example. */
  private static Function<Example, String> written(LabelWords words, List<Template> rules) {
    ImmutableList.Builder<Template> first = ImmutableList.builder();
    int next = 0;
    for (LabelWords.Label label : words.entries()) {
      first.add(rules.get(next));
      next += label.words().size();
    }
    ImmutableList<Template> shown = first.build();
    return example -> text(shown.get(example.label().orElseThrow()), example);
  }

  private static String text(Template answer, Example example) {
    StringBuilder text = new StringBuilder();
    for (RenderedPiece piece : answer.render(example)) {
      if (piece instanceof RenderedPiece.Text words) {
        text.append(words.text());
      }
    }
    return text.toString().strip();
  }
}
