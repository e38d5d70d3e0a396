package dev.cloze.pretrain;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.FormatMethod;
import dev.cloze.base.OptionsWriter;
import dev.cloze.base.Version;
import dev.cloze.plm.ModelShape;
import dev.cloze.report.Fact;
import dev.cloze.report.PretrainPage;
import dev.cloze.report.PretrainPoint;
import dev.cloze.report.Provenance;
import dev.cloze.report.ReportFile;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the page of a pretraining from its measurements. */
final class PretrainPages {
  private static final double SECONDS_A_MINUTE = 60;
  private static final int MOST_FILES = 20;

  private final PretrainFile file;
  private final PretrainFolder folder;
  private final Loaded loaded;

  PretrainPages(PretrainFile file, PretrainFolder folder, Loaded loaded) {
    this.file = file;
    this.folder = folder;
    this.loaded = loaded;
  }

  /**
   * What is known once corpus and model are loaded.
   *
   * @param parameters how many numbers the model has
   * @param format what its layers compute in
   * @param trainTokens the tokens to train on
   * @param heldOutTokens those that are held out
   * @param rowsAnEpoch how many rows the tokens to train on make
   */
  record Loaded(
      ModelShape shape,
      long parameters,
      NumberFormat format,
      long trainTokens,
      long heldOutTokens,
      int rowsAnEpoch) {}

  /** Writes {@code report.html} as it is now, and returns its path. */
  Path write() {
    Path target = folder.path().resolve(ReportFile.NAME);
    try {
      return ReportFile.write(target, page(folder.metrics().read()));
    } catch (UncheckedIOException e) {
      throw PretrainFolder.unwritable(target, e.getCause());
    }
  }

  private PretrainPage page(ImmutableList<Measurement> measured) {
    Measurement last = measured.get(measured.size() - 1);
    return new PretrainPage(
        String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()),
        Instant.now(),
        what(last),
        summary(last),
        measured.stream().map(PretrainPages::point).collect(toImmutableList()),
        next(folder.path(), isDone(last)),
        new Provenance(
            facts(), "cloze pretrain " + folder.settings() + " --out " + folder.path() + "-2"));
  }

  private boolean isDone(Measurement last) {
    return last.step() >= file.training().steps();
  }

  private String what(Measurement last) {
    String begun =
        file.model()
            .path()
            .map(path -> path.getFileName() + " was trained on")
            .orElse("A fresh %s was trained".formatted(loaded.shape().modelType()));
    String steps = format("%s for %,d steps", begun, last.step());
    return isDone(last)
        ? steps + "."
        : steps + format(" so far; %,d are planned.", file.training().steps());
  }

  private ImmutableList<Fact> summary(Measurement last) {
    ModelShape shape = loaded.shape();
    double epochs = (double) last.tokens() / file.training().length() / loaded.rowsAnEpoch();
    return ImmutableList.of(
        Fact.of(
            "model",
            format(
                "%s, %d layers of %d, %,d tokens, %.2f million parameters",
                shape.modelType(),
                shape.layers(),
                shape.hidden(),
                shape.vocabulary(),
                loaded.parameters() / 1e6)),
        Fact.of(
            "corpus",
            format(
                "%,d %s; %,d tokens to train on, %,d held out",
                file.corpus().files().size(),
                file.corpus().files().size() == 1 ? "file" : "files",
                loaded.trainTokens(),
                loaded.heldOutTokens())),
        Fact.of("seen", format("%,d tokens, %.1f epochs", last.tokens(), epochs)),
        Fact.of(
            "time",
            format(
                "%.1f minutes, %,.0f tokens/s",
                last.seconds() / SECONDS_A_MINUTE, last.tokensPerSecond())));
  }

  private static PretrainPoint point(Measurement measured) {
    return new PretrainPoint(
        measured.step(),
        measured.tokens(),
        Double.isNaN(measured.trainLoss())
            ? OptionalDouble.empty()
            : OptionalDouble.of(measured.trainLoss()),
        measured.heldOutLoss(),
        measured.heldOutAccuracy(),
        measured.isBefore()
            ? OptionalDouble.empty()
            : OptionalDouble.of(measured.tokensPerSecond()));
  }

  /** What to do with the model in a folder of results, each with the command that does it. */
  static ImmutableList<Fact> next(Path path, boolean isDone) {
    Path model = new PretrainFolder(path).model();
    ImmutableList.Builder<Fact> next = ImmutableList.builder();
    if (!isDone) {
      next.add(Fact.literal("go on", "cloze pretrain --resume " + path));
    }
    return next.add(
            Fact.literal(
                "tune it on a few examples",
                "cloze run examples/quickstart.yaml --set model.path=" + model),
            Fact.literal(
                "see what it puts into a gap",
                "cloze explain --model " + model + " --template 'The {\"mask\"} is here.'"))
        .build();
  }

  private ImmutableList<Fact> facts() {
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    facts.add(Fact.of("Cloze", Version.ofThis()));
    facts.add(Fact.of("seed", Long.toString(file.seed())));
    facts.add(Fact.of("computes in", Ascii.toLowerCase(loaded.format().name())));
    facts.add(Fact.literal("corpus", files()));
    facts.add(Fact.literal("settings", OptionsWriter.write(file)));
    Machine.describe().forEach((name, value) -> facts.add(Fact.of(name, value)));
    return facts.build();
  }

  private String files() {
    Stream<String> first =
        file.corpus().sizes().entrySet().stream()
            .limit(MOST_FILES)
            .map(size -> format("%s, %,d bytes", size.getKey(), size.getValue()));
    int more = file.corpus().files().size() - MOST_FILES;
    return Stream.concat(first, Stream.of("and %d more".formatted(more)).filter(line -> more > 0))
        .collect(Collectors.joining("\n"));
  }

  @FormatMethod
  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
