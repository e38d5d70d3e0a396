package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  private static final String TAGGED =
      """
      <doc id="1" title="A">
      A

      A &amp; B are letters.

      So is C.
      </doc>
      <doc id="2" title="Nothing more">
      Nothing more

      </doc>
      <doc id="3" title="D">
      D
      D follows C.
      </doc>
      """;

  @TempDir Path folder;

  @Test
  void anEmptyLineEndsAPlainDocument() throws IOException {
    assertThat(documents(plain("one\ntwo\r\n\n \nthree")))
        .containsExactly("one\ntwo\r\n", "three\n");
  }

  @Test
  void readsTaggedDocumentsWithoutThoseOfATitleAlone() throws IOException {
    assertThat(documents(plain(TAGGED)))
        .containsExactly("A\nA & B are letters.\nSo is C.\n", "D\nD follows C.\n");
  }

  @Test
  void readsGzippedFilesWhateverTheirName() throws IOException {
    Path file = folder.resolve("corpus.bin");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("\uFEFFÄ\n\nß".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(documents(file)).containsExactly("Ä\n", "ß\n");
  }

  @Test
  void readsSeveralFilesAndLeavesShortDocumentsOut() throws IOException {
    Path one = plain("a long document\n\nshort");
    Path two = Files.writeString(folder.resolve("two.txt"), "another long one");

    assertThat(documents(new Corpus(ImmutableList.of(one, two), 0.1, 10)))
        .containsExactly("a long document\n", "another long one\n");
  }

  @Test
  void handsALongDocumentOnInParts() throws IOException {
    List<String> parts = documents(plain(("x".repeat(999) + "\n").repeat(250)));

    assertThat(parts).hasSize(3).allMatch(part -> part.length() <= 101_000);
    assertThat(String.join("", parts)).hasSize(250_000);
  }

  @Test
  void keepsTheShareOfDocumentsByTheirTextAlone() throws IOException {
    Corpus corpus = new Corpus(ImmutableList.of(plain("x")), 0.2, 0);

    long kept = 0;
    for (int i = 0; i < 10_000; i++) {
      boolean first = corpus.isHeldOut("document " + i);
      assertThat(corpus.isHeldOut("document " + i)).isEqualTo(first);
      kept += first ? 1 : 0;
    }

    assertThat(kept).isBetween(1_850L, 2_150L); // 2,000, four deviations of 40 either way
  }

  @Test
  void holdsOutAllWhereNothingIsTrainedOnIt() throws IOException {
    Corpus corpus = new Corpus(ImmutableList.of(plain("x")), 1, 0);

    for (int i = 0; i < 1000; i++) {
      assertThat(corpus.isHeldOut("document " + i)).isTrue();
    }
    assertThatThrownBy(() -> new Corpus(ImmutableList.of(plain("x")), 1.5, 0))
        .hasMessage("heldOut must be above 0 and 1 at most, was 1.5");
  }

  @Test
  void hashesItsFilesAsTheyAreStored() throws IOException {
    Path file = plain("abc");

    // of "abc", as FIPS 180-2 gives it
    assertThat(new Corpus(ImmutableList.of(file), 1, 0).hashes())
        .containsExactly(
            entry(
                file.toAbsolutePath().toString(),
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file = folder.resolve("latin.txt");
    Files.write(file, "fine\nÄ\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> documents(file))
        .hasMessage("%s:2: found bytes that are not UTF-8; save the file as UTF-8", file)
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(PretrainError.NOT_UTF8);
  }

  @Test
  void refusesACorpusWithoutText() throws IOException {
    Path file = plain(" \n\n");

    assertThatThrownBy(() -> documents(file))
        .hasMessage(
            "%s: found no document of 1 characters or more; text to train on belongs there", file)
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(PretrainError.TOO_LITTLE_TEXT);
  }

  @Test
  void refusesAFileThatIsNotThereAndABrokenOne() throws IOException {
    Path missing = folder.resolve("missing.txt");
    Path broken = folder.resolve("broken.gz");
    Files.write(broken, new byte[] {0x1f, (byte) 0x8b, 1, 2, 3});

    for (Path file : List.of(missing, folder, broken)) {
      assertThatThrownBy(() -> documents(file))
          .hasMessageStartingWith(file + ": ")
          .extracting(e -> ((ClozeException) e).code())
          .isEqualTo(PretrainError.UNREADABLE_CORPUS);
    }
  }

  private Path plain(String text) throws IOException {
    return Files.writeString(folder.resolve("corpus.txt"), text);
  }

  private static List<String> documents(Path file) {
    return documents(new Corpus(ImmutableList.of(file), 0.5, 0));
  }

  private static List<String> documents(Corpus corpus) {
    List<String> documents = new ArrayList<>();
    corpus.read(Progress.SILENT, "reading", documents::add);
    return documents;
  }
}
