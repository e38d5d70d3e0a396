package dev.cloze.tokenize;

import dev.cloze.base.ClozeException;
import dev.cloze.template.SpecialToken;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The tokenizer of a model folder, by Hugging Face's own library. It never truncates and never
 * pads, whatever its file says. Safe for use by many threads; close it to free its native memory.
 */
public final class PretrainedTokenizer implements AutoCloseable {
  /** Texts to look for the special tokens around; every tokenizer makes tokens of one of them. */
  private static final List<String> PROBES = List.of("a", "the", "1", ".");

  private final TokenizerFolder folder;
  private final NativeTokenizer library;
  private final int[] prefix;
  private final int[] suffix;

  private PretrainedTokenizer(TokenizerFolder folder, NativeTokenizer library) {
    this.folder = folder;
    this.library = library;
    int[] prefixFound = {};
    int[] suffixFound = {};
    for (String probe : PROBES) {
      int[] bare = library.encode(probe, false);
      if (bare.length > 0) {
        int[] full = library.encode(probe, true);
        int at = indexOf(full, bare);
        prefixFound = Arrays.copyOfRange(full, 0, at);
        suffixFound = Arrays.copyOfRange(full, at + bare.length, full.length);
        break;
      }
    }
    this.prefix = prefixFound;
    this.suffix = suffixFound;
  }

  private static int indexOf(int[] full, int[] part) {
    int at = 0;
    while (!Arrays.equals(full, at, at + part.length, part, 0, part.length)) {
      at++;
    }
    return at;
  }

  /**
   * Reads a tokenizer.
   *
   * @param folder a folder in Hugging Face layout: {@code tokenizer.json}; else {@code vocab.json}
   *     with {@code merges.txt} (byte-level BPE; {@code add_prefix_space} of {@code
   *     tokenizer_config.json}, default false); else {@code vocab.txt} (WordPiece; {@code
   *     do_lower_case}, default true, {@code strip_accents}, default as lower case, {@code
   *     tokenize_chinese_chars}, default true). {@code special_tokens_map.json} and {@code
   *     tokenizer_config.json} name the special tokens; where neither names any, the vocabulary
   *     tells the family.
   * @throws ClozeException {@link TokenizeError#NO_FILES}, {@link TokenizeError#INVALID_FILE},
   *     {@link TokenizeError#NOT_UTF8}, {@link TokenizeError#NATIVE_LIBRARY}
   */
  public static PretrainedTokenizer load(Path folder) {
    TokenizerFolder read = TokenizerFolder.read(folder);
    NativeTokenizer.loadLibrary();
    NativeTokenizer library = null;
    try {
      library = NativeTokenizer.of(read.json());
      return new PretrainedTokenizer(read, library);
    } catch (RuntimeException e) {
      if (library != null) {
        library.close();
      }
      throw new ClozeException(
              TokenizeError.INVALID_FILE,
              "%s: the tokenizers library cannot use it: %s",
              read.file(),
              e.getMessage())
          .causedBy(e);
    }
  }

  /** The ids of a text, without special tokens around it. */
  public int[] encode(String text) {
    return library.encode(text, false);
  }

  /** The ids of each text, as {@link #encode} gives them, on all cores. */
  public int[][] encodeAll(List<String> texts) {
    return library.encodeAll(texts.toArray(new String[0]));
  }

  /**
   * The token as the vocabulary spells it ({@code ##ing}, {@code Ġwas}), or the id in angle
   * brackets where no token has it: the rows of an embedding may be more than the tokens.
   */
  public String token(int id) {
    return folder.vocabulary().token(id);
  }

  /** The id of a token as the vocabulary spells it. */
  public OptionalInt id(String token) {
    return folder.vocabulary().id(token);
  }

  /** The number of ids, that is the highest and one, with added tokens. */
  public int size() {
    return folder.vocabulary().size();
  }

  /** The text that ids stand for, special tokens spelt out. */
  public String decode(int[] ids) {
    return library.decode(ids);
  }

  /** The id of the token that plays this part, where the tokenizer has one. */
  public OptionalInt special(SpecialToken token) {
    return folder.names().of(token).map(named -> id(named.content())).orElse(OptionalInt.empty());
  }

  /** The id that stands for what the vocabulary does not hold. */
  public OptionalInt unknown() {
    return folder.names().unknown().map(named -> id(named.content())).orElse(folder.modelUnknown());
  }

  /** The special tokens in front of a text: {@code [CLS]}, {@code <s>}; none for GPT-2. */
  public int[] prefix() {
    return prefix.clone();
  }

  /** The special tokens behind a text: {@code [SEP]}, {@code </s>}; none for GPT-2. */
  public int[] suffix() {
    return suffix.clone();
  }

  /** The id to fill rows up with: of the pad token, else of the end token, else 0. */
  public int padId() {
    return special(SpecialToken.PAD).orElse(special(SpecialToken.EOS).orElse(0));
  }

  /** The most tokens that {@code tokenizer_config.json} gives the model, where it gives any. */
  public OptionalInt modelMaxLength() {
    return folder.maxLength();
  }

  @Override
  public void close() {
    library.close();
  }
}
