package dev.cloze.run;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.cloze.base.ClozeException;
import dev.cloze.nn.Parameter;
import dev.cloze.plm.LanguageModel;
import dev.cloze.task.SoftPromptFile;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes what a run trained out of its folder: a language model that was trained becomes a folder in
 * Hugging Face layout, which transformers and Cloze load; soft rows and label vectors become a
 * small file beside it or, where the model stayed as it was, on their own. {@code docs/export.md}
 * lists the files.
 *
 * @param run whose
 * @param format what the numbers are stored in: F32, BF16 or F16
 */
public record Export(TrainedRun run, NumberFormat format) {
  static final String WEIGHTS = "model.safetensors";

  private static final ImmutableMap<String, String> PYTORCH = ImmutableMap.of("format", "pt");

  /**
   * Writes a new folder: aside, then renamed.
   *
   * @throws ClozeException {@link RunError#FOLDER_EXISTS}, {@link RunError#NOTHING_TRAINED}, {@link
   *     RunError#UNWRITABLE_FOLDER}
   */
  public void to(Path target) {
    Path whole = target.toAbsolutePath().normalize();
    try {
      requireFree(target);
      try (TrainedClassifier trained = run.load()) {
        ImmutableMap<String, Tensor> prompt = SoftPromptFile.tensors(trained.prompt());
        requireSomething(prompt);
        Files.createDirectories(whole.getParent());
        Path aside = NewFolder.free(whole.getParent(), whole.getFileName() + ".part");
        try {
          Files.createDirectory(aside);
          write(aside, trained, prompt);
          Files.deleteIfExists(whole); // an empty folder
          Files.move(aside, whole);
        } finally {
          if (Files.exists(aside)) {
            MoreFiles.deleteRecursively(aside, RecursiveDeleteOption.ALLOW_INSECURE);
          }
        }
      }
    } catch (IOException e) {
      throw WholeFile.unwritable(target, e);
    }
  }

  private static void requireFree(Path target) throws IOException {
    if (Files.exists(target) && !NewFolder.isEmpty(target)) {
      throw new ClozeException(
          RunError.FOLDER_EXISTS,
          "%s: %s; --out names a new one",
          target,
          Files.isDirectory(target) ? "the folder has something in it" : "this is a file");
    }
  }

  private void requireSomething(Map<String, Tensor> prompt) {
    if (!run.movedModel() && (prompt.isEmpty() || run.file().training().epochs() == 0)) {
      throw new ClozeException(
          RunError.NOTHING_TRAINED,
          "%s: this run trained nothing (training.epochs is %d): the model is as it was, in %s",
          run.path(),
          run.file().training().epochs(),
          run.file().model().folder());
    }
  }

  private void write(Path folder, TrainedClassifier trained, Map<String, Tensor> prompt)
      throws IOException {
    if (!prompt.isEmpty()) {
      new SoftPromptFile(folder.resolve(SoftPromptFile.NAME)).write(trained.prompt(), format);
    }
    if (run.movedModel()) {
      LanguageModel model = trained.prompt().model().model();
      Scope.run(
          () -> SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors(model), format, PYTORCH));
      new ExportedFiles(run, format).copyTo(folder);
    }
    new ExportedNotes(run, !prompt.isEmpty()).writeTo(folder);
  }

  /** The tensors of the model by their checkpoint names; a tied head is there once. */
  private static Map<String, Tensor> tensors(LanguageModel model) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : model.parameters()) {
      tensors.putAll(parameter.bySource(parameter.tensor()));
    }
    // a head of its own has one bias, which transformers looks for under both names
    Map<String, Tensor> own = Maps.filterKeys(tensors, name -> name.endsWith(".decoder.bias"));
    ImmutableMap.copyOf(own)
        .forEach((name, bias) -> tensors.put(name.replace(".decoder.bias", ".bias"), bias));
    return tensors;
  }
}
