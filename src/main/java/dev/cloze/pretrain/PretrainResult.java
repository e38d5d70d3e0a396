package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import dev.cloze.report.Fact;
import dev.cloze.report.ReportFile;
import java.nio.file.Path;

/**
 * What came of a pretraining.
 *
 * @param isDone whether all steps were taken, or it stopped to be resumed
 * @param last the last measurement
 * @param seconds how long it took in this process
 * @param folder where the results are
 */
public record PretrainResult(boolean isDone, Measurement last, double seconds, Path folder) {
  /** The folder of the model, in Hugging Face layout. */
  public Path model() {
    return new PretrainFolder(folder).model();
  }

  /** The page that shows how it went. */
  public Path report() {
    return folder.resolve(ReportFile.NAME);
  }

  /** What to do with the model, each with the command that does it. */
  public ImmutableList<Fact> next() {
    return PretrainPages.next(folder, isDone);
  }
}
