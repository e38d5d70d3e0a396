package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a seed of a run can be made to predict beside its test set: what ensembles are weighted by.
 */
public enum ExtraPredictions {
  /** Its training examples, before it is trained on them. */
  TRAIN_BEFORE("train-before.jsonl"),
  /** Its dev set, with the weights that were taken. */
  DEV("dev-predictions.jsonl");

  private final String file;

  ExtraPredictions(String file) {
    this.file = file;
  }

  /** Reads them from the folder of a seed. */
  public ImmutableList<PredictionsFile.Line> read(Path folder) {
    return PredictionsFile.readFile(in(folder));
  }

  /** Whether the seed of a folder was made to predict them. */
  public boolean isThere(Path folder) {
    return Files.exists(in(folder));
  }

  Path in(Path folder) {
    return folder.resolve(file);
  }
}
