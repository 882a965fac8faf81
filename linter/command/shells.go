package command

// completionScripts are the scripts that make each shell ask [complete]. They hold no
// command and no flag, so that they stay right when those change.
var completionScripts = map[string]string{"bash": bashScript, "zsh": zshScript, "fish": fishScript, "powershell": powershellScript}

// Bash takes "=" for the end of a word, so --flag=value comes in three parts and only the
// last one is replaced. It must run on bash 3.2, which macOS has.
const bashScript = `# bash completion for ekslint

_ekslint() {
    local cur="${COMP_WORDS[COMP_CWORD]}" words=() word joined="" line i
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word="${COMP_WORDS[i]}"
        if [[ ${#words[@]} -gt 0 && ( $word == "=" || $joined == "=" ) ]]; then
            words[${#words[@]}-1]+="$word"
        else
            words+=("$word")
        fi
        joined="$word"
    done
    local strip=""
    if [[ $cur == "=" || ( $COMP_CWORD -gt 1 && ${COMP_WORDS[COMP_CWORD-1]} == "=" ) ]]; then
        strip="${words[${#words[@]}-1]%%=*}="
        [[ $cur == "=" ]] && cur=""
    fi
    COMPREPLY=()
    while IFS= read -r line; do
        case "$line" in
            :files) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$cur")
                    type compopt &>/dev/null && compopt -o filenames ;;
            :folders) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$cur")
                    type compopt &>/dev/null && compopt -o filenames ;;
            :*) ;;
            *) line="${line%%$'\t'*}"; COMPREPLY+=("${line#"$strip"}") ;;
        esac
    done < <("${COMP_WORDS[0]}" __complete -- "${words[@]}" 2>/dev/null)
}

complete -F _ekslint ekslint
`

const zshScript = `#compdef ekslint
# zsh completion for ekslint

_ekslint() {
    local line more=""
    local -a described
    for line in "${(@f)$("${words[1]}" __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        case "$line" in
            :*) more="$line" ;;
            *) line="${line//:/\\:}"; described+=("${line/$'\t'/:}") ;;
        esac
    done
    (( ${#described} )) && _describe -V 'ekslint' described
    case "$more" in
        :files) _files ;;
        :folders) _files -/ ;;
    esac
}

if [[ "${funcstack[1]}" == _ekslint ]]; then
    _ekslint "$@"
else
    compdef _ekslint ekslint
fi
`

const fishScript = `# fish completion for ekslint

function __ekslint_complete
    set -l before (commandline -opc)
    set -l word (commandline -ct)
    for line in ($before[1] __complete -- $before[2..-1] "$word" 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path "$word"
            case ':folders'
                __fish_complete_directories "$word"
            case ':*'
            case '*'
                printf '%s\n' $line
        end
    end
end

complete -c ekslint -f -a '(__ekslint_complete)'
`

const powershellScript = `# powershell completion for ekslint

Register-ArgumentCompleter -Native -CommandName ekslint -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $program = $commandAst.CommandElements[0].Extent.Text
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
    # Older versions drop an argument that is empty.
    $empty = if ($PSVersionTable.PSVersion -lt [version]"7.3") { '""' } else { "" }
    $words += if ($wordToComplete) { $wordToComplete } else { $empty }
    & $program __complete -- @words 2>$null | ForEach-Object {
        switch -Wildcard ($_) {
            ':files' {
                Get-ChildItem -Path "$wordToComplete*" -Name | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ProviderItem', $_)
                }
            }
            ':folders' {
                Get-ChildItem -Path "$wordToComplete*" -Name -Directory | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ProviderContainer', $_)
                }
            }
            ':*' { }
            default {
                $word, $meaning = $_ -split "` + "`t" + `", 2
                if (-not $meaning) { $meaning = $word }
                [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $meaning)
            }
        }
    }
}
`
