package terraform

import (
	"crypto/md5"  //nolint:gosec // a function of Terraform, not a safeguard
	"crypto/sha1" //nolint:gosec // a function of Terraform, not a safeguard
	"crypto/sha256"
	"crypto/sha512"
	"path"

	"github.com/hashicorp/go-cty-funcs/cidr"
	"github.com/hashicorp/go-cty-funcs/crypto"
	"github.com/hashicorp/go-cty-funcs/encoding"
	"github.com/hashicorp/go-cty-funcs/uuid"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functions are those that work on values alone.
//
// Source: https://developer.hashicorp.com/terraform/language/functions and
// https://opentofu.org/docs/language/functions
var functions = map[string]function.Function{
	"abs":              stdlib.AbsoluteFunc,
	"alltrue":          allTrue,
	"anytrue":          anyTrue,
	"base64gunzip":     base64Gunzip,
	"base64gzip":       base64Gzip,
	"base64sha256":     textFunction(func(s string) string { h := sha256.Sum256([]byte(s)); return base64Of(h[:]) }),
	"base64sha512":     textFunction(func(s string) string { h := sha512.Sum512([]byte(s)); return base64Of(h[:]) }),
	"ceil":             stdlib.CeilFunc,
	"chomp":            stdlib.ChompFunc,
	"chunklist":        stdlib.ChunklistFunc,
	"cidrcontains":     cidrContains,
	"cidrhost":         cidr.HostFunc,
	"cidrnetmask":      cidr.NetmaskFunc,
	"cidrsubnet":       cidr.SubnetFunc,
	"cidrsubnets":      cidr.SubnetsFunc,
	"contains":         stdlib.ContainsFunc,
	"csvdecode":        stdlib.CSVDecodeFunc,
	"dirname":          textFunction(path.Dir),
	"endswith":         affix(hasSuffix),
	"floor":            stdlib.FloorFunc,
	"formatdate":       stdlib.FormatDateFunc,
	"formatlist":       stdlib.FormatListFunc,
	"index":            indexOf,
	"issensitive":      isSensitive,
	"jsondecode":       jsonDecode,
	"keys":             stdlib.KeysFunc,
	"length":           length,
	"log":              stdlib.LogFunc,
	"lower":            stdlib.LowerFunc,
	"matchkeys":        matchKeys,
	"max":              stdlib.MaxFunc,
	"md5":              textFunction(func(s string) string { h := md5.Sum([]byte(s)); return hexOf(h[:]) }), //nolint:gosec // see the import
	"merge":            stdlib.MergeFunc,
	"min":              stdlib.MinFunc,
	"parseint":         stdlib.ParseIntFunc,
	"pow":              stdlib.PowFunc,
	"range":            stdlib.RangeFunc,
	"regex":            stdlib.RegexFunc,
	"regexall":         stdlib.RegexAllFunc,
	"replace":          replace,
	"reverse":          stdlib.ReverseListFunc,
	"rsadecrypt":       crypto.RsaDecryptFunc,
	"setintersection":  stdlib.SetIntersectionFunc,
	"setproduct":       stdlib.SetProductFunc,
	"setsubtract":      stdlib.SetSubtractFunc,
	"sha1":             textFunction(func(s string) string { h := sha1.Sum([]byte(s)); return hexOf(h[:]) }), //nolint:gosec // see the import
	"sha256":           textFunction(func(s string) string { h := sha256.Sum256([]byte(s)); return hexOf(h[:]) }),
	"sha512":           textFunction(func(s string) string { h := sha512.Sum512([]byte(s)); return hexOf(h[:]) }),
	"signum":           stdlib.SignumFunc,
	"sort":             stdlib.SortFunc,
	"split":            stdlib.SplitFunc,
	"startswith":       affix(hasPrefix),
	"strcontains":      affix(contains),
	"strrev":           stdlib.ReverseFunc,
	"substr":           stdlib.SubstrFunc,
	"sum":              sum,
	"textdecodebase64": textDecodeBase64,
	"textencodebase64": textEncodeBase64,
	"timeadd":          stdlib.TimeAddFunc,
	"timecmp":          timeCompare,
	"title":            stdlib.TitleFunc,
	"transpose":        transpose,
	"trim":             stdlib.TrimFunc,
	"trimprefix":       stdlib.TrimPrefixFunc,
	"trimspace":        stdlib.TrimSpaceFunc,
	"trimsuffix":       stdlib.TrimSuffixFunc,
	"upper":            stdlib.UpperFunc,
	"urldecode":        urlDecode,
	"urlencode":        encoding.URLEncodeFunc,
	"uuidv5":           uuid.V5Func,
	"values":           stdlib.ValuesFunc,
	"yamldecode":       yamlDecode,
	"zipmap":           stdlib.ZipmapFunc,

	"provider::aws::arn_parse":          arnParse,
	"provider::aws::arn_build":          arnBuild,
	"provider::aws::trim_iam_role_path": trimRolePath,
}

// marksAllowed are the functions that pass elements on as they are.
var marksAllowed = map[string]bool{
	"chunklist": true, "keys": true, "merge": true, "reverse": true,
	"setproduct": true, "values": true, "zipmap": true,
}

// keepers are the functions that know what to do with unknown parts.
var keepers = map[string]keeper{
	"basename":     baseName,
	"base64decode": base64Decode,
	"base64encode": base64Encode,
	"coalesce":     coalesce,
	"coalescelist": coalesceList,
	"compact":      listKeeper(stdlib.CompactFunc, false, neverEmpty),
	"concat":       listKeeper(stdlib.ConcatFunc, true, anyElement),
	"distinct":     listKeeper(stdlib.DistinctFunc, false, anyElement),
	"element":      element,
	"flatten":      flatten,
	"format":       format,
	"indent":       indent,
	"join":         joinText,
	"jsonencode":   jsonEncode,
	"lookup":       lookup,
	"one":          one,
	"setunion":     listKeeper(stdlib.SetUnionFunc, false, anyElement),
	"slice":        slice,
	"tobool":       conversionTo(cty.Bool),
	"tolist":       conversionTo(cty.List(cty.DynamicPseudoType)),
	"tomap":        conversionTo(cty.Map(cty.DynamicPseudoType)),
	"tonumber":     conversionTo(cty.Number),
	"toset":        conversionTo(cty.Set(cty.DynamicPseudoType)),
	"tostring":     conversionTo(cty.String),
	"yamlencode":   yamlEncode,
}
