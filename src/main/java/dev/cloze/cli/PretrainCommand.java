package dev.cloze.cli;

import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.plm.ModelShape;
import dev.cloze.pretrain.Measurement;
import dev.cloze.pretrain.Pretrain;
import dev.cloze.pretrain.PretrainFile;
import dev.cloze.pretrain.PretrainListener;
import dev.cloze.pretrain.PretrainResult;
import dev.cloze.pretrain.PromptPretrain;
import dev.cloze.pretrain.PromptPretrainFile;
import dev.cloze.tensor.NumberFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloze pretrain}. */
@Command(
    name = "pretrain",
    description =
        "Train a masked language model, or a prompt on a frozen one, on unlabelled text as a YAML"
            + " file says.",
    footer = {
      "",
      "Paths in FILE are relative to its folder, those of --set and --out to the working folder.",
      "",
      "Examples:",
      "  cloze pretrain examples/first-pretrain.yaml",
      "  cloze pretrain examples/prompt-pretrain.yaml                (a prompt)",
      "  cloze pretrain examples/first-pretrain.yaml --set 'corpus.files=[a.txt, b.txt.gz]'",
      "  cloze pretrain --resume pretrained/first-pretrain --set watch.stop_after=60   (minutes)"
    })
final class PretrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "What to train; see docs/pretrain.md.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting that is laid over the file's, such as training.steps=1000.")
  private List<String> settings = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the results go; pretrained/NAME unless the file says otherwise.")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description = "Go on with what was begun in this folder, instead of FILE.")
  private Path resume;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    PrintWriter lines = spec.commandLine().getOut();
    Progress progress = Terminal.progress(spec.commandLine().getErr(), quiet);
    requireOneOfTwo();
    if (isPrompt()) {
      new PromptPretraining(preparePrompt(), lines).run(progress);
      return ExitStatus.DONE;
    }
    PretrainResult result = prepare().run(progress, new Lines(lines));
    lines.printf(
        Locale.ROOT,
        "%s after %d steps, %.1f minutes: %s%n",
        result.isDone() ? "done" : "stopped, to be resumed,",
        result.last().step(),
        result.seconds() / 60,
        result.model());
    lines.printf("results: %s, and as a page %s%n", result.folder(), result.report());
    result.next().forEach(step -> lines.printf("next: %s: %s%n", step.name(), step.value()));
    return ExitStatus.DONE;
  }

  private void requireOneOfTwo() {
    if ((file == null) == (resume == null) || (resume != null && out != null)) {
      throw new ClozeException(
          CliError.USAGE,
          "FILE, with or without --out, or --resume FOLDER belongs there; 'cloze pretrain --help'"
              + " shows more");
    }
  }

  private boolean isPrompt() {
    return resume == null ? PromptPretrainFile.isOne(file, settings) : PromptPretrain.isIn(resume);
  }

  private PromptPretrain preparePrompt() {
    if (resume == null) {
      PromptPretrainFile read = PromptPretrainFile.read(file, settings);
      return PromptPretrain.begin(out == null ? read : read.withOut(out));
    }
    if (!settings.isEmpty()) {
      throw new ClozeException(
          CliError.USAGE,
          "--set stands beside --resume; the pretraining of a prompt goes on as it was begun");
    }
    return PromptPretrain.resume(resume);
  }

  private Pretrain prepare() {
    if (resume != null) {
      return Pretrain.resume(resume, settings);
    }
    PretrainFile read = PretrainFile.read(file, settings);
    return Pretrain.begin(out == null ? read : read.withOut(out));
  }

  private record Lines(PrintWriter lines) implements PretrainListener {
    @Override
    public void loaded(ModelShape shape, long parameters, NumberFormat format, long trainTokens) {
      lines.printf(
          Locale.ROOT,
          "%s: %d layers of %d, %d tokens, %.2f M parameters, in %s; %.2f M tokens to train on%n",
          shape.modelType(),
          shape.layers(),
          shape.hidden(),
          shape.vocabulary(),
          parameters / 1e6,
          format.name().toLowerCase(Locale.ROOT),
          trainTokens / 1e6);
    }

    @Override
    public void measured(Measurement m) {
      String heldOut =
          String.format(
              Locale.ROOT,
              "held out %.4f, right %.2f %%",
              m.heldOutLoss(),
              100 * m.heldOutAccuracy());
      lines.println(
          m.isBefore()
              ? "step 0: " + heldOut
              : String.format(
                  Locale.ROOT,
                  "step %d: loss %.4f, %s, %.0f tokens/s",
                  m.step(),
                  m.trainLoss(),
                  heldOut,
                  m.tokensPerSecond()));
    }
  }
}
