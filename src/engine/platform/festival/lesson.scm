; What the child is taught before it speaks. Sent over its standard input, not loaded from a file.
(define (articast_field name list)
  (let ((found (assoc name list)))
    (if found (car (cdr found)) "unknown")))

(define (articast_voices)
  (mapcar
   (lambda (voice)
     (let ((about (car (cdr (voice.description voice)))))
       (format t "voice\t%s\t%s\t%s\t%s\n" voice (articast_field 'language about)
               (articast_field 'gender about) (articast_field 'dialect about))))
   (voice.list))
  t)

; Chooses a voice, a speed as a factor, and a pitch as a factor. Voices made with HTS take their speed from an
; option of their engine, all others from the duration of the sounds.
(define (articast_voice voice rate factor)
  (voice.select voice)
  ; The method is a symbol with some voices and a string with others.
  (if (string-equal (format nil "%s" (Param.get 'Synth_Method)) "HTS")
      (set! hts_engine_params (append hts_engine_params (list (list "-r" rate))))
      (Param.set 'Duration_Stretch (/ 1.0 rate)))
  (if (and (boundp 'int_lr_params) int_lr_params)
      (set! int_lr_params
            (mapcar
             (lambda (pair)
               (if (eq (car pair) 'target_f0_mean)
                   (list 'target_f0_mean (* factor (car (cdr pair))))
                   pair))
             int_lr_params)))
  (format t "chosen\n")
  t)

(define (articast_say text file)
  (let ((utterance (utt.synth (eval (list 'Utterance 'Text text)))))
    (utt.save.wave utterance file 'riff)
    (mapcar
     (lambda (word)
       (format t "word\t%f\t%f\t%s\n" (item.feat word "word_start") (item.feat word "word_end")
               (item.feat word "R:Token.parent.name")))
     (utt.relation.items utterance 'Word))
    (format t "said\n")
    t))
