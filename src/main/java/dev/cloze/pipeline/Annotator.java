package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleStream;
import dev.cloze.data.SoftLabel;
import dev.cloze.data.SoftLabelFile;
import dev.cloze.data.SoftLabelLine;
import dev.cloze.run.WholeFile;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tokenize.EncodedPrompt;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labels texts with an ensemble: a file of soft labels, which another program could have written as
 * well (PET, section 3.3). Memory does not grow with the texts, each text is tokenized once for all
 * members whose prompts are the same, and what a killed process has written is not done again.
 *
 * @param ensemble stays the caller's to close
 * @param source who says so, for the file
 * @param members whether the file also keeps what each member said
 */
public record Annotator(TrainedEnsemble ensemble, String source, boolean members) {
  /** Texts that all members label before the next are read. */
  private static final int CHUNK = 256;

  /**
   * Labels all texts.
   *
   * @param texts from their first; closed by the caller
   * @param file the soft labels, there when it is whole; until then they stand beside it in a file
   *     that ends in {@code .part}
   * @return how many texts an earlier process had labelled
   * @throws dev.cloze.base.ClozeException where texts cannot be read or the file not be written
   */
  public long write(ExampleStream texts, Path file, Progress progress) {
    PartFile part = PartFile.beside(file, CHUNK);
    long done = part.lines();
    part.requireOurs(skipped(texts, done), source, members);
    try (Progress.Task task = progress.resume("annotating", Progress.UNKNOWN, done)) {
      try (BufferedWriter writer = part.append()) {
        while (texts.hasNext()) {
          List<Example> chunk = next(texts);
          for (SoftLabelLine line : annotate(chunk)) {
            writer.write(SoftLabelFile.line(line, ensemble.labels()));
            writer.write('\n');
          }
          writer.flush();
          task.advance(chunk.size());
        }
      }
      part.finish();
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
    return done;
  }

  /** Reads over texts that are labelled, and returns the last of them. */
  private static Optional<Example> skipped(ExampleStream texts, long count) {
    Optional<Example> last = Optional.empty();
    for (long i = 0; i < count && texts.hasNext(); i++) {
      last = Optional.of(texts.next());
    }
    return last;
  }

  /** What the ensemble says of some texts. */
  public ImmutableList<SoftLabelLine> annotate(List<Example> texts) {
    List<ImmutableList<Prediction>> said = new ArrayList<>();
    ensemble.members().forEach(member -> said.add(ImmutableList.of()));
    for (ImmutableList<Integer> alike : ensemble.byPrompts()) {
      ImmutableList<EncodedPrompt> prompts = classifier(alike.get(0)).encodeAll(texts);
      alike.forEach(
          member -> said.set(member, classifier(member).predictPrompts(prompts, Progress.SILENT)));
    }
    ImmutableList<Prediction> together = ensemble.combination().combine(said);
    ImmutableList.Builder<SoftLabelLine> lines = ImmutableList.builder();
    for (int i = 0; i < texts.size(); i++) {
      lines.add(
          new SoftLabelLine(
              texts.get(i).withSoft(new SoftLabel(together.get(i).probabilities(), 1, source)),
              members ? votes(said, i) : ImmutableMap.of()));
    }
    return lines.build();
  }

  private PromptClassifier classifier(int member) {
    return ensemble.members().get(member).classifier().classifier();
  }

  private ImmutableMap<String, ImmutableDoubleArray> votes(
      List<ImmutableList<Prediction>> said, int text) {
    ImmutableMap.Builder<String, ImmutableDoubleArray> votes = ImmutableMap.builder();
    for (int member = 0; member < said.size(); member++) {
      votes.put(ensemble.members().get(member).name(), said.get(member).get(text).probabilities());
    }
    return votes.buildOrThrow();
  }

  private static List<Example> next(ExampleStream texts) {
    List<Example> chunk = new ArrayList<>();
    while (chunk.size() < CHUNK && texts.hasNext()) {
      chunk.add(texts.next());
    }
    return chunk;
  }
}
