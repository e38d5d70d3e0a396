package dev.cloze.cli;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Progress;
import dev.cloze.plm.ModelShape;
import dev.cloze.pretrain.PretrainedPrompt;
import dev.cloze.pretrain.PromptFigures;
import dev.cloze.pretrain.PromptPretrain;
import dev.cloze.pretrain.PromptPretrainListener;
import dev.cloze.pretrain.PromptTask;
import dev.cloze.run.RunAnnotator;
import dev.cloze.run.TextTable;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.train.EpochResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code cloze pretrain} of a prompt: says in lines how it goes and what came out. */
final class PromptPretraining implements PromptPretrainListener {
  private final PromptPretrain pretrain;
  private final PrintWriter lines;

  PromptPretraining(PromptPretrain pretrain, PrintWriter lines) {
    this.pretrain = pretrain;
    this.lines = lines;
  }

  void run(Progress progress) {
    PretrainedPrompt trained = pretrain.run(progress, this, RunAnnotator::open);
    Path folder = pretrain.file().out().orElseThrow();
    lines.println();
    new TextTable(0)
        .add(List.of("held out", "loss", "right"))
        .add(row("before", trained.before()))
        .add(row("after", trained.after()))
        .lines()
        .forEach(lines::println);
    lines.println();
    lines.printf(
        Locale.ROOT,
        "done: epoch %d of %d taken, %s%n",
        trained.chosen(),
        trained.epochs(),
        folder);
    lines.printf(
        Locale.ROOT,
        "next: 'start: %s' in a run file whose template has the soft tokens of this one%n",
        folder);
  }

  private static List<String> row(String name, PromptFigures figures) {
    return List.of(
        name,
        String.format(Locale.ROOT, "%.4f", figures.loss()),
        String.format(Locale.ROOT, "%.2f %%", 100 * figures.accuracy()));
  }

  @Override
  public void labelled(int sentences, ImmutableMap<String, Integer> kept) {
    lines.printf(Locale.ROOT, "labelled  %d sentences, sure enough of %s%n", sentences, kept);
  }

  @Override
  public void loaded(ModelShape shape, NumberFormat format, int examples, int heldOut) {
    PromptTask task = pretrain.file().prompt();
    lines.printf(
        Locale.ROOT,
        "model     %s (%s, %d layers of %d, %s), frozen%n",
        pretrain.file().model().folder(),
        shape.modelType(),
        shape.layers(),
        shape.hidden(),
        Ascii.toLowerCase(format.name()));
    lines.printf(Locale.ROOT, "template  %s%n", task.template());
    lines.printf(
        Locale.ROOT,
        "examples  %d to train on, %d held out: %s%n",
        examples,
        heldOut,
        String.join(", ", task.words().keySet()));
  }

  @Override
  public void epoch(EpochResult result) {
    EpochResult.Dev heldOut = result.dev().orElseThrow();
    lines.printf(
        Locale.ROOT,
        "epoch %d: loss %.4f, held out %.4f, right %.2f %%%n",
        result.epoch(),
        result.loss(),
        heldOut.loss(),
        100 * heldOut.accuracy());
  }
}
