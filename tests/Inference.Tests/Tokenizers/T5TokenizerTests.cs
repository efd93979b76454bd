using Inference.Tokenizers;

namespace Inference.Tests.Tokenizers;

public sealed class T5TokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private T5Tokenizer Tokenizer(string model = "\"type\":\"Unigram\",\"unk_id\":2", string normalizer = """{"type":"Strip","strip_left":false,"strip_right":true}""", string pre = "null")
    {
        _folder.Write("tokenizer.json", $$$"""
            { "added_tokens": [ {"id":0,"content":"<pad>"}, {"id":1,"content":"</s>"}, {"id":9,"content":"<x>"} ],
              "normalizer": {"type":"Sequence","normalizers":[{{{normalizer}}},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":"▁"}]},
              "pre_tokenizer": {{{pre}}},
              "model": { {{{model}}},
                "vocab": [["<pad>",0],["</s>",0],["<unk>",0],["▁",-2.5],["▁a",-3],["b",-4],["ab",-5],["▁ab",-6.5],["a",-4]] } }
            """);
        return T5Tokenizer.Load(_folder.Path);
    }

    [Fact]
    public void The_most_probable_pieces_are_taken() => Assert.Equal([7, 7, 5, 4, 8, 1], Tokenizer().Encode("ab abb aa"));

    [Fact]
    public void Unknown_neighbours_are_one_token() => Assert.Equal([3, 2, 5, 2, 1], Tokenizer().Encode("éübé"));

    [Fact]
    public void Only_the_first_word_gets_a_mark_and_spaces_collapse()
    {
        Assert.Equal([9, 8, 9, 4, 1], Tokenizer().Encode("<x>a<x>   a  "));
        Assert.Equal([1], Tokenizer().Encode("  "));
    }

    [Theory]
    [InlineData("""{"type":"Metaspace","replacement":"▁","add_prefix_space":true,"prepend_scheme":"first"}""", new[] { 9, 8, 9, 4, 1 })]
    [InlineData("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""", new[] { 9, 4, 9, 4, 1 })]
    [InlineData("""{"type":"Metaspace","replacement":"▁","add_prefix_space":true}""", new[] { 9, 4, 9, 4, 1 })]
    [InlineData("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"never"}""", new[] { 9, 8, 9, 4, 1 })]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","add_prefix_space":true}]}""", new[] { 9, 4, 9, 4, 1 })]
    public void The_file_says_which_words_get_a_mark(string pre, int[] expected) => Assert.Equal(expected, Tokenizer(pre: pre).Encode("<x>a<x> a"));

    [Fact]
    public void White_space_that_is_split_at_is_gone() => Assert.Equal(
        [4, 7, 1],
        Tokenizer(pre: """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","add_prefix_space":true}]}""").Encode(" a\n ab "));

    [Fact]
    public void Text_is_padded_and_cut()
    {
        Assert.Equal([4, 1, 0], Tokenizer().Encode("a", 3));
        Assert.Equal([4, 4, 1], Tokenizer().Encode("a a a a", 3));
    }

    [Fact]
    public void Other_tokenizers_are_refused()
    {
        Assert.Contains("the model is BPE", Assert.Throws<TokenizerException>(() => Tokenizer("\"type\":\"BPE\"")).Message);
        Assert.Contains("is not one of T5's", Assert.Throws<TokenizerException>(() => Tokenizer(normalizer: """{"type":"NFD"}""")).Message);
        Assert.Contains("pre-tokenizer", Assert.Throws<TokenizerException>(() => Tokenizer(pre: """{"type":"ByteLevel"}""")).Message);
        Assert.Contains("charsmap is cut short", Assert.Throws<TokenizerException>(() => Tokenizer(normalizer: """{"type":"Precompiled","precompiled_charsmap":"AAAA"}""")).Message);
    }
}
