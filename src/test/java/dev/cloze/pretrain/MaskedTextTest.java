package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.template.SpecialToken;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.MaskingOptions;
import dev.cloze.tokenize.ModelKind;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedTextTest {
  private static final Path TINY = Path.of("src/test/resources/golden/openprompt/bert");
  private static final MaskedTextOptions OPTIONS =
      new MaskedTextOptions(3, 12, MaskingOptions.defaults(), 5);

  @TempDir Path folder;
  private PretrainedTokenizer tokenizer;
  private LanguageModel model;

  @BeforeEach
  void load() {
    tokenizer = PretrainedTokenizer.load(TINY);
    model = Architectures.load(TINY, LoadOptions.defaults());
  }

  @AfterEach
  void close() {
    model.close();
    tokenizer.close();
  }

  @Test
  void asksWhatPretrainingAsks() throws IOException {
    Corpus corpus = new Corpus(ImmutableList.of(text(200)), 0.4, 0);
    Seeds seeds = Seeds.of(5);
    int end = WholeWordMasking.required(tokenizer, SpecialToken.SEP);
    int begin = WholeWordMasking.required(tokenizer, SpecialToken.CLS);
    Objective objective = new WholeWordMasking(tokenizer, MaskingOptions.defaults());
    Objective.Score expected;
    try (PackedCorpus packed = PackedCorpus.of(folder, corpus, tokenizer, end, Progress.SILENT)) {
      int[][] rows = new Packing(packed.heldOut(), 12, begin, end, seeds).first(3);
      expected = new HeldOut(rows, NumberFormat.F32, seeds).score(model, objective);
    }

    MaskedText text = MaskedText.of(corpus, OPTIONS, tokenizer, model.shape());

    assertThat(text.rows()).isEqualTo(3);
    int tensors = Tensor.liveCount();
    assertThat(text.score(model, NumberFormat.F32)).isEqualTo(expected);
    assertThat(text.score(model, NumberFormat.F32)).isEqualTo(expected);
    assertThat(Tensor.liveCount()).isEqualTo(tensors);
  }

  @Test
  void readsNoFurtherThanItHasTo() throws IOException {
    Path missing = folder.resolve("missing.txt");
    Corpus enough = new Corpus(ImmutableList.of(text(200), missing), 1, 0);
    Corpus little = new Corpus(ImmutableList.of(text(1), missing), 1, 0);

    assertThat(MaskedText.of(enough, OPTIONS, tokenizer, model.shape()).rows()).isEqualTo(3);
    assertThatThrownBy(() -> MaskedText.of(little, OPTIONS, tokenizer, model.shape()))
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(PretrainError.UNREADABLE_CORPUS);
  }

  @Test
  void takesTheRowsThatThereAre() throws IOException {
    Corpus corpus = new Corpus(ImmutableList.of(text(3)), 1, 0);

    MaskedTextOptions more = new MaskedTextOptions(300, 12, MaskingOptions.defaults(), 5);

    int rows = MaskedText.of(corpus, more, tokenizer, model.shape()).rows();

    int tokens = 0;
    for (int i = 0; i < 3; i++) {
      tokens += tokenizer.encode(document(i)).length + 1;
    }
    assertThat(rows).isEqualTo(tokens / 10).isBetween(1, 30);
  }

  @Test
  void refusesTextOfWhichNothingCanBeHidden() throws IOException {
    Path other = Files.writeString(folder.resolve("other.txt"), "\u4e16\u754c ".repeat(40));
    Corpus corpus = new Corpus(ImmutableList.of(other), 1, 0);

    assertThatThrownBy(() -> MaskedText.of(corpus, OPTIONS, tokenizer, model.shape()))
        .hasMessageStartingWith(other + ": no token of its rows can be hidden")
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(PretrainError.TOO_LITTLE_TEXT);
  }

  @Test
  void refusesAModelThatCannotBeAsked() throws IOException {
    Corpus corpus = new Corpus(ImmutableList.of(text(20)), 1, 0);
    int tokens = tokenizer.size();

    for (ModelShape unfit :
        ImmutableList.of(
            new ModelShape("gpt2", ModelKind.CAUSAL, 8, 1, tokens, 12),
            new ModelShape("bert", ModelKind.MASKED, 8, 1, tokens - 1, 12),
            new ModelShape("bert", ModelKind.MASKED, 8, 1, tokens, 11))) {
      assertThatThrownBy(() -> MaskedText.of(corpus, OPTIONS, tokenizer, unfit))
          .hasMessageContaining("%d tokens and %d positions", unfit.vocabulary(), unfit.positions())
          .extracting(e -> ((ClozeException) e).code())
          .isEqualTo(PretrainError.UNFIT_MODEL);
    }
  }

  @Test
  void defaultsArePinned() {
    assertThat(MaskedTextOptions.defaults())
        .isEqualTo(new MaskedTextOptions(128, 64, MaskingOptions.defaults(), 42));
    assertThatThrownBy(() -> new MaskedTextOptions(1, 2, MaskingOptions.defaults(), 1))
        .hasMessage("length must be above 2, was 2");
  }

  private Path text(int documents) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < documents; i++) {
      text.append(document(i)).append('\n');
    }
    return Files.writeString(folder.resolve(documents + ".txt"), text.toString());
  }

  private static String document(int number) {
    return "The wind was strong and it rained %d.\n".formatted(number % 10);
  }
}
