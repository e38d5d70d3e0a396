package archfixture.lawful.tokenize;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

/** Knows the tokenizers where it may. */
public final class Words {
  private Words() {}

  /** The import. */
  public static Class<?> tokenizer() {
    return HuggingFaceTokenizer.class;
  }
}
