package dev.cloze.run;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.data.DataSource;
import dev.cloze.data.DemonstrationOptions;
import dev.cloze.plm.Architectures;
import dev.cloze.task.SoftPromptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What tells whether the files that a run reads beside its model are those of another day. */
final class InputHashes {
  private InputHashes() {}

  /**
   * Checks that files are those that a run was begun with.
   *
   * @throws ClozeException {@link RunError#OTHER_DATA}
   */
  static void requireSame(Map<String, String> hashes, Provenance begun) {
    for (Map.Entry<String, String> hash : hashes.entrySet()) {
      if (!hash.getValue().equals(begun.data().get(hash.getKey()))) {
        throw new ClozeException(
            RunError.OTHER_DATA,
            "%s: the file has changed since the run began; put the old one back or run anew",
            hash.getKey());
      }
    }
  }

  /** The SHA-256 of each file that a run reads beside its model, by path. */
  static ImmutableMap<String, String> of(RunFile file, RunData data) {
    ImmutableMap.Builder<String, String> hashes = ImmutableMap.builder();
    hashes.putAll(data.hashes());
    file.start()
        .map(SoftPromptFile::at)
        .ifPresent(
            start ->
                hashes.put(start.path().toAbsolutePath().normalize().toString(), start.sha256()));
    file.forgetting().ifPresent(text -> hashes.putAll(text.corpus().corpus().hashes()));
    hashes.putAll(ofEncoder(file));
    Stream.concat(file.template().file().stream(), file.verbalizer().files().stream())
        .forEach(path -> hashes.putAll(of(path)));
    return hashes.buildKeepingLast();
  }

  private static ImmutableMap<String, String> ofEncoder(RunFile file) {
    return file.demonstrations()
        .flatMap(DemonstrationOptions::encoder)
        .map(InputHashes::of)
        .orElse(ImmutableMap.of());
  }

  /** Says that the encoder is another than that which demonstrations were chosen by. */
  static void requireSameEncoder(RunFile file, Provenance begun) {
    file.demonstrations()
        .flatMap(DemonstrationOptions::encoder)
        .ifPresent(Architectures::requireEncoder);
    requireSame(ofEncoder(file), begun);
  }

  /** Those of a file, or of the files of a folder. */
  private static ImmutableMap<String, String> of(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .collect(
              ImmutableMap.toImmutableMap(
                  file -> file.toAbsolutePath().normalize().toString(),
                  file -> DataSource.of(file).sha256()));
    } catch (IOException e) {
      return ImmutableMap.of(); // what reads the file says what is wrong with it
    }
  }
}
