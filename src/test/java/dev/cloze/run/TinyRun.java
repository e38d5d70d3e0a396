package dev.cloze.run;

import dev.cloze.base.Progress;
import dev.cloze.plm.ModelShape;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tokenize.TruncationStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of the first example's data on a tiny model, for tests of what is done with a run. */
final class TinyRun {
  static final Path MODELS = Path.of("src/test/resources/golden/openprompt").toAbsolutePath();

  private TinyRun() {}

  /** Does a run; the settings are laid over those of the example. */
  static Path in(Path out, String... settings) {
    List<String> all = new ArrayList<>(List.of("training.epochs=2", "baselines=false"));
    all.addAll(List.of(settings));
    RunFile file = RunFile.read(Path.of("examples/first-run.yaml"), all).withOut(out);
    Run.begin(file, "tiny", "cloze run").execute(Progress.SILENT, new Deaf());
    return out;
  }

  /** Hears nothing. */
  private static final class Deaf implements Run.Listener {
    @Override
    public void loaded(ModelShape shape, NumberFormat format, TruncationStatistics truncation) {
      // nothing is shown here
    }

    @Override
    public void finished(SeedResult result, Timing timing) {
      // nothing is shown here
    }
  }
}
