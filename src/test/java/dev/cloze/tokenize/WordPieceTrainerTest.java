package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.cloze.base.ClozeException;
import dev.cloze.template.SpecialToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceTrainerTest {
  private static final Path REFERENCE = Path.of("src/test/resources/tokenize/wordpiece-trained");

  @TempDir Path folder;

  @Test
  void mergesTheMostFrequentPairFirst() {
    WordPieceTrainer trainer = trainer("abab abab abab ba");

    // a ##b, ##b ##a and ##a ##b are found three times each; the lowest numbers go first: 5 and 7,
    // then of ab ##a ##b the pair 8 and 7 before 9 and 8
    assertThat(trainer.train(12))
        .containsExactly(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "##b", "##a", "ab", "##ab",
            "abab");
  }

  @Test
  void agreesWithTheReferenceButForTies() throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE.resolve("text.txt"));
    WordPieceTrainer trainer = new WordPieceTrainer(1000);
    for (int n = 0; n < lines.size(); n++) {
      for (String copy : Collections.nCopies((n + 2) * (n + 2) + n % 7, lines.get(n))) {
        trainer.add(copy);
      }
    }

    List<String> learned = trainer.train(400);

    List<String> reference = Files.readAllLines(REFERENCE.resolve("vocab.txt"));
    assertThat(learned)
        .doesNotHaveDuplicates()
        .startsWith(reference.subList(0, 50).toArray(new String[0]));
    assertThat(Sets.difference(ImmutableSet.copyOf(reference), ImmutableSet.copyOf(learned)))
        .hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void doesNotDependOnTheOrderOfTheTexts() {
    WordPieceTrainer one = trainer("bake baker", "baked bread", "bread baker");
    WordPieceTrainer other = trainer("bread baker", "bake baker", "baked bread");

    assertThat(one.train(24)).isEqualTo(other.train(24));
  }

  @Test
  void leavesRareCharactersOut() {
    WordPieceTrainer trainer = new WordPieceTrainer(2);
    trainer.add("aab aab aab abz zz z");

    assertThat(trainer.train(10)).contains("a", "b").doesNotContain("z", "##z");
  }

  @Test
  void refusesMoreTokensThanTheTextsGive() {
    WordPieceTrainer trainer = trainer("ab ab cd");

    assertThatThrownBy(() -> trainer.train(100))
        .isInstanceOf(ClozeException.class)
        .hasMessage(
            "a vocabulary of 100 tokens was asked for, and these texts give 11 to 12; ask for a"
                + " size between the two, or give more text")
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(TokenizeError.VOCABULARY_SIZE);
  }

  @Test
  void refusesFewerTokensThanCharacters() {
    WordPieceTrainer trainer = trainer("ab ab cd");

    assertThatThrownBy(() -> trainer.train(8)).hasMessageContaining("give 11 to 11;");
  }

  @Test
  void writesAFolderThatIsRead() throws IOException {
    WordPieceTrainer trainer = trainer("bake bake baker", "bread bread Bread");

    WordPieceWriter.write(folder, trainer.train(20), 64);

    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      assertThat(tokenizer.size()).isEqualTo(20);
      assertThat(tokenizer.prefix()).containsExactly(2);
      assertThat(tokenizer.suffix()).containsExactly(3);
      assertThat(tokenizer.special(SpecialToken.MASK)).hasValue(4);
      assertThat(tokenizer.modelMaxLength()).hasValue(64);
      assertThat(tokenizer.decode(tokenizer.encode("BAKE brèad"))).isEqualTo("bake bread");
    }
    Files.delete(folder.resolve("tokenizer.json"));
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      assertThat(tokenizer.decode(tokenizer.encode("BAKE brèad"))).isEqualTo("bake bread");
    }
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> WordPieceWriter.write(folder.resolve("none"), List.of("[PAD]"), 64))
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(TokenizeError.UNWRITABLE_FOLDER);
  }

  private static WordPieceTrainer trainer(String... texts) {
    WordPieceTrainer trainer = new WordPieceTrainer(1000);
    for (String text : texts) {
      trainer.add(text);
    }
    return trainer;
  }
}
